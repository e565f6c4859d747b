package io.primacy.benchmark.figure;

import java.util.ArrayList;
import java.util.List;

/** What repeated measurements of one thing gave, in the order in which they were made. */
public final class Samples {
    private final List<Double> values = new ArrayList<>();

    /** Samples of the given values. */
    public static Samples of(double... values) {
        Samples samples = new Samples();
        samples.add(values);
        return samples;
    }

    /** Takes one more, or some. */
    public void add(double... more) {
        for (double value : more) {
            values.add(value);
        }
    }

    /** How many there are. */
    public int size() {
        return values.size();
    }

    /** The middle one, or the mean of the two in the middle; NaN if there is none. */
    public double median() {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The smallest; NaN if there is none. */
    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The largest; NaN if there is none. */
    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** All of them, in the order in which they were made. */
    public List<Double> values() {
        return List.copyOf(values);
    }
}
