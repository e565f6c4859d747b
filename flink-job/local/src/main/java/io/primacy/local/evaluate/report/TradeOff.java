package io.primacy.local.evaluate.report;

import io.primacy.local.evaluate.report.page.Notation;
import io.primacy.local.evaluate.result.Run;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.Summary.Spread;
import io.primacy.local.evaluate.result.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one task costs another: a point per label, as the script draws it.
 *
 * @param primary the task of higher priority, along x
 * @param secondary the task of lower priority, along y
 * @param relative whether x is the primary's violation in percent; else, where no run alone tells
 *     it, its loss
 * @param limit x up to which the primary counts as held; {@code null} unless relative
 * @param alone the secondary's loss alone; {@code null} if it was not learned alone
 * @param points in the order of the runs
 */
record TradeOff(
        String primary,
        String secondary,
        boolean relative,
        Double limit,
        Double alone,
        List<Point> points) {

    /**
     * A label's mean over its seeds.
     *
     * @param kind of its runs
     * @param label of its runs
     * @param mark what stands beside the point
     * @param judged whether these are the evaluated config's own runs
     * @param x mean
     * @param y mean
     * @param dx deviation over the seeds
     * @param dy deviation over the seeds
     * @param seeds x and y of each run
     */
    record Point(
            String kind,
            String label,
            String mark,
            boolean judged,
            double x,
            double y,
            double dx,
            double dy,
            List<double[]> seeds) {}

    /** One for each pair of tasks that differ in priority and have a point. */
    static List<TradeOff> of(Findings findings) {
        List<TradeOff> all = new ArrayList<>();
        for (String primary : findings.constrained()) {
            for (String secondary : findings.below(primary)) {
                TradeOff pair = of(findings, primary, secondary);
                if (!pair.points.isEmpty()) {
                    all.add(pair);
                }
            }
        }
        return all;
    }

    private static TradeOff of(Findings findings, String primary, String secondary) {
        boolean relative =
                findings.sharedLabels().stream()
                        .anyMatch(label -> findings.violation(label, primary) != null);
        List<Point> points = new ArrayList<>();
        for (String label : findings.sharedLabels()) {
            Point point = point(findings, label, primary, secondary, relative);
            if (point != null) {
                points.add(point);
            }
        }
        Spread alone = findings.aloneLoss(secondary);
        return new TradeOff(
                primary,
                secondary,
                relative,
                relative ? 100 * Findings.LIMIT : null,
                alone == null ? null : alone.mean(),
                points);
    }

    private static Point point(
            Findings findings, String label, String primary, String secondary, boolean relative) {
        Summary first = findings.summary(label, primary);
        Summary second = findings.summary(label, secondary);
        Spread x = first == null ? null : relative ? first.violation() : first.logLoss();
        Spread y = second == null ? null : second.logLoss();
        if (x == null || y == null || !Double.isFinite(x.mean()) || !Double.isFinite(y.mean())) {
            return null;
        }
        double unit = relative ? 100 : 1;
        List<double[]> seeds = new ArrayList<>();
        for (Run run : findings.runs(label)) {
            TaskResult a = Findings.result(run, primary);
            TaskResult b = Findings.result(run, secondary);
            Double its = a == null ? null : relative ? a.violation() : a.logLoss();
            if (its != null && b != null && b.logLoss() != null) {
                seeds.add(new double[] {unit * its, b.logLoss()});
            }
        }
        return new Point(
                first.kind(),
                label,
                first.kind().equals("sum") ? LowerTask.weight(label) : label,
                label.equals(findings.judged()),
                unit * x.mean(),
                y.mean(),
                unit * x.deviation(),
                y.deviation(),
                seeds);
    }

    /** The points in words. */
    String summary() {
        return points.stream()
                .map(
                        p ->
                                "%s: %s %s, %s %s"
                                        .formatted(
                                                p.label,
                                                primary,
                                                relative
                                                        ? Notation.signedPercent(
                                                                new Spread(p.x / 100, p.dx / 100))
                                                        : Notation.spread(new Spread(p.x, p.dx), 5),
                                                secondary,
                                                Notation.spread(new Spread(p.y, p.dy), 5)))
                .collect(Collectors.joining("; ", "", "."));
    }
}
