package io.primacy.local.evaluate.report;

import io.primacy.local.evaluate.report.page.Notation;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.Summary.Spread;
import io.primacy.local.evaluate.result.TaskResult;
import io.primacy.local.evaluate.result.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A task over the stream in the runs of one label: means over the seeds, as the script draws them.
 *
 * @param task the task
 * @param constrained whether others are below it
 * @param label of the runs
 * @param merged how many windows make one point
 * @param summary what the plots show, in words
 * @param points in the order of the stream
 */
record StreamSeries(
        String task,
        boolean constrained,
        String label,
        int merged,
        String summary,
        List<Point> points) {

    /** More points than a plot has pixels to tell apart would only make the page large. */
    static final int MAX_POINTS = 300;

    private static final MathContext PRECISION = new MathContext(6);

    /**
     * A stretch of the stream; every figure but the first is {@code null} where not known.
     *
     * @param events number of events of the stream up to its end
     * @param loss mean loss
     * @param reference mean loss of the task alone
     * @param violation of the loss against the reference, in percent
     * @param deviation of the violation over the seeds, in percent; 0 with one seed
     * @param multiplier mean λ at the end
     * @param least smallest λ of a seed
     * @param most largest λ of a seed
     */
    record Point(
            long events,
            Double loss,
            Double reference,
            Double violation,
            Double deviation,
            Double multiplier,
            Double least,
            Double most) {}

    /** Every task with every label that learns it beside others, or else alone. */
    static List<StreamSeries> of(Findings findings) {
        List<StreamSeries> all = new ArrayList<>();
        List<String> shared = findings.sharedLabels();
        for (String task : findings.tasks()) {
            List<String> labels = shared.isEmpty() ? findings.labels(task) : shared;
            for (String label : labels) {
                List<List<Window>> runs =
                        findings.results(label, task).stream().map(TaskResult::windows).toList();
                int windows = runs.stream().mapToInt(List::size).min().orElse(0);
                if (windows > 0) {
                    all.add(of(findings, task, label, runs, windows));
                }
            }
        }
        return all;
    }

    private static StreamSeries of(
            Findings findings, String task, String label, List<List<Window>> runs, int windows) {
        boolean constrained = findings.constrained().contains(task);
        int merged = (windows + MAX_POINTS - 1) / MAX_POINTS;
        List<Point> points = new ArrayList<>();
        int boundary = 0;
        while (boundary < windows
                && runs.get(0).get(boundary).events() <= findings.firstCounted()) {
            boundary++;
        }
        points(runs, 0, boundary, merged, points);
        points(runs, boundary, windows, merged, points);
        return new StreamSeries(
                task,
                constrained,
                label,
                merged,
                summary(findings, findings.summary(label, task), points),
                points);
    }

    /** A short stretch at the begin or the end is noise; its neighbour takes it in. */
    private static void points(
            List<List<Window>> runs, int from, int to, int merged, List<Point> points) {
        List<Integer> cuts = new ArrayList<>();
        for (int cut = from; cut < to; cut += merged) {
            cuts.add(cut);
        }
        cuts.add(to);
        if (cuts.size() > 2 && shorter(runs, cuts.get(0), cuts.get(1), cuts.get(2))) {
            cuts.remove(1);
        }
        int last = cuts.size() - 1;
        if (last > 1 && shorter(runs, cuts.get(last - 1), to, cuts.get(last - 2))) {
            cuts.remove(last - 1);
        }
        for (int i = 1; i < cuts.size(); i++) {
            if (cuts.get(i - 1) < cuts.get(i)) {
                points.add(point(runs, cuts.get(i - 1), cuts.get(i)));
            }
        }
    }

    /** Whether a stretch is less than half as long as its neighbour, which ends or begins at it. */
    private static boolean shorter(List<List<Window>> runs, int begin, int end, int other) {
        long neighbour = other > end ? events(runs, end, other) : events(runs, other, begin);
        return 2 * events(runs, begin, end) < neighbour;
    }

    private static long events(List<List<Window>> runs, int begin, int end) {
        List<Window> run = runs.get(0);
        return run.get(end - 1).events() - (begin == 0 ? 0 : run.get(begin - 1).events());
    }

    private static Point point(List<List<Window>> runs, int begin, int end) {
        List<Double> losses = new ArrayList<>();
        List<Double> references = new ArrayList<>();
        List<Double> violations = new ArrayList<>();
        List<Double> multipliers = new ArrayList<>();
        for (List<Window> run : runs) {
            Double loss = mean(run, begin, end, Window::loss);
            Double reference = mean(run, begin, end, Window::reference);
            losses.add(loss);
            references.add(reference);
            violations.add(loss == null || reference == null ? null : 100 * (loss / reference - 1));
            multipliers.add(run.get(end - 1).multiplier());
        }
        Spread violation = spread(violations);
        return new Point(
                runs.get(0).get(end - 1).events(),
                rounded(mean(losses)),
                rounded(mean(references)),
                rounded(violation == null ? null : violation.mean()),
                rounded(violation == null ? null : violation.deviation()),
                rounded(mean(multipliers)),
                rounded(known(multipliers).stream().min(Double::compare).orElse(null)),
                rounded(known(multipliers).stream().max(Double::compare).orElse(null)));
    }

    /** Mean over windows, weighted by their events; {@code null} if none is known. */
    private static Double mean(
            List<Window> run, int begin, int end, Function<Window, Double> figure) {
        double sum = 0;
        long weight = 0;
        for (int w = begin; w < end; w++) {
            Double value = figure.apply(run.get(w));
            if (value != null && Double.isFinite(value)) {
                long events = run.get(w).events() - (w == 0 ? 0 : run.get(w - 1).events());
                sum += events * value;
                weight += events;
            }
        }
        return weight == 0 ? null : sum / weight;
    }

    private static Double mean(List<Double> values) {
        Spread spread = spread(values);
        return spread == null ? null : spread.mean();
    }

    private static Spread spread(List<Double> values) {
        return Findings.spread(known(values));
    }

    private static List<Double> known(List<Double> values) {
        return values.stream().filter(v -> v != null && Double.isFinite(v)).toList();
    }

    private static Double rounded(Double value) {
        return value == null ? null : new BigDecimal(value).round(PRECISION).doubleValue();
    }

    private static String summary(Findings findings, Summary summary, List<Point> points) {
        List<Double> counted =
                points.stream()
                        .filter(p -> p.events() > findings.firstCounted())
                        .map(Point::violation)
                        .filter(Objects::nonNull)
                        .toList();
        List<Double> multipliers =
                points.stream().map(Point::multiplier).filter(Objects::nonNull).toList();
        StringBuilder words =
                new StringBuilder("Loss %s".formatted(Notation.spread(summary.logLoss(), 5)));
        if (!counted.isEmpty()) {
            words.append(
                    ", %s against its own learner"
                            .formatted(Notation.signedPercent(summary.violation())));
            words.append(
                    "; per window from %s to %s"
                            .formatted(
                                    Notation.signedPercent(
                                            counted.stream().min(Double::compare).get() / 100),
                                    Notation.signedPercent(
                                            counted.stream().max(Double::compare).get() / 100)));
        }
        if (!multipliers.isEmpty()) {
            words.append(
                    "; λ between %s and %s, %s at the end"
                            .formatted(
                                    Notation.decimal(
                                            multipliers.stream().min(Double::compare).get(), 2),
                                    Notation.decimal(
                                            multipliers.stream().max(Double::compare).get(), 2),
                                    Notation.decimal(multipliers.get(multipliers.size() - 1), 2)));
        }
        return words.append('.').toString();
    }
}
