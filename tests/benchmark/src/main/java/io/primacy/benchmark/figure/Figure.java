package io.primacy.benchmark.figure;

/**
 * One measured quantity, and what it is compared with in the same run.
 *
 * @param name stable name, for example {@code kernel-one-learner}
 * @param samples repetitions, ours
 * @param unit of both, for example {@code events/s}
 * @param against what it is compared with; {@code null}: nothing
 * @param againstSamples its repetitions; empty if it could not be measured
 */
public record Figure(
        String name, Samples samples, String unit, String against, Samples againstSamples) {

    /** A figure that is compared with nothing. */
    public static Figure alone(String name, Samples samples, String unit) {
        return new Figure(name, samples, unit, null, new Samples());
    }

    /** Median of the repetitions. */
    public double value() {
        return samples.median();
    }

    /** Median of what it is compared with; NaN if it is compared with nothing. */
    public double againstValue() {
        return againstSamples.median();
    }

    /** Ratio of the medians; NaN if it is compared with nothing. */
    public double ratio() {
        return value() / againstValue();
    }
}
