package io.primacy.ops.room.model;

import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A model's state in words.
 *
 * @param standing how it stands
 * @param violation of the constrained task that decides; NaN where there is none yet
 * @param headline one sentence
 * @param details more sentences: the other constrained tasks, multipliers, what the rest gained
 */
public record Verdict(Standing standing, double violation, String headline, List<String> details) {
    /** A constrained task that lies no further above what it may is held: noise is that large. */
    public static final double HELD = 0.01;

    /** Labelled events before which a window's mean says little. */
    public static final long ENOUGH_LABELS = 1000;

    private static final int LONGEST_REASONS = 280;

    public Verdict {
        details = List.copyOf(details);
    }

    /**
     * The verdict on a report.
     *
     * @param report what the model last said
     * @param skipping whether it skipped batches lately
     */
    public static Verdict of(MetricsReport report, boolean skipping) {
        List<TaskReport> constrained =
                report.tasks().stream()
                        .filter(t -> t.multiplier() != null)
                        .sorted(
                                Comparator.comparing((TaskReport t) -> standing(t))
                                        .thenComparing(t -> -violation(t)))
                        .toList();
        List<String> details = new ArrayList<>();
        for (TaskReport task :
                constrained.subList(Math.min(1, constrained.size()), constrained.size())) {
            details.add(sentence(task));
        }
        if (report.refusals() > 0) {
            details.add(refused(report));
        }
        constrained.forEach(task -> details.add(push(task)));
        report.tasks().stream()
                .filter(t -> t.multiplier() == null && t.normalizedEntropy() != null)
                .forEach(t -> details.add(gain(t)));
        if (constrained.isEmpty()) {
            return skipping
                    ? new Verdict(Standing.SKIPPING, Double.NaN, skipped(report), details)
                    : new Verdict(
                            Standing.UNCONSTRAINED,
                            Double.NaN,
                            "One priority level: there is nothing to hold.",
                            details);
        }
        TaskReport worst = constrained.get(0);
        Standing standing = standing(worst);
        if (skipping && standing != Standing.VIOLATED) {
            details.add(0, sentence(worst));
            return new Verdict(Standing.SKIPPING, violation(worst), skipped(report), details);
        }
        return new Verdict(standing, violation(worst), sentence(worst), details);
    }

    private static Standing standing(TaskReport task) {
        if (task.violation() == null || task.labels() < ENOUGH_LABELS) {
            return Standing.LEARNING;
        }
        if (task.violation() > tolerance(task) + HELD) {
            return Standing.VIOLATED;
        }
        if (Boolean.TRUE.equals(task.atMaximum())) {
            return Standing.STRAINED;
        }
        return task.violation() > HELD ? Standing.ALLOWED : Standing.HELD;
    }

    private static double tolerance(TaskReport task) {
        return task.tolerance() == null ? 0 : task.tolerance();
    }

    private static double violation(TaskReport task) {
        return task.violation() == null ? Double.NaN : task.violation();
    }

    private static String sentence(TaskReport task) {
        String name = Shown.name(task.name());
        String loss = Figures.percent(task.violation());
        return switch (standing(task)) {
            case VIOLATED -> "%s does not hold its priority: %s.".formatted(name, loss);
            case STRAINED -> "%s is held (%s), but λ is at its cap.".formatted(name, loss);
            case ALLOWED ->
                    "%s gives up %s; its tolerance of %s allows it."
                            .formatted(name, loss, Figures.percent(tolerance(task)));
            case LEARNING ->
                    "%s is learning: %s of %s labels seen that a verdict needs."
                            .formatted(
                                    name,
                                    Figures.count(task.labels()),
                                    Figures.count(ENOUGH_LABELS));
            default ->
                    violation(task) < -HELD
                            ? "%s is better than alone: %s.".formatted(name, loss)
                            : "%s is held at its optimum: %s.".formatted(name, loss);
        };
    }

    private static String push(TaskReport task) {
        String lambda =
                "λ of %s is %s"
                        .formatted(Shown.name(task.name()), Figures.decimal(task.multiplier(), 2));
        double pull = task.ratio() == null ? task.multiplier() : task.ratio();
        if (Boolean.TRUE.equals(task.atMaximum())) {
            return lambda + ", at its cap: the constraint cannot be met with this tolerance.";
        }
        return task.maximum() == null
                ? lambda + "."
                : "%s, %s of its cap.".formatted(lambda, share(pull / task.maximum()));
    }

    private static String share(double part) {
        return Figures.percent(part).substring(1);
    }

    private static String gain(TaskReport task) {
        double gain = 1 - task.normalizedEntropy();
        return "%s is %s %s than its base rate."
                .formatted(
                        Shown.name(task.name()),
                        share(Math.abs(gain)),
                        gain >= 0 ? "better" : "worse");
    }

    private static String refused(MetricsReport report) {
        return "The gate refused %s%s: %s"
                .formatted(
                        report.refusals() == 1
                                ? "a snapshot"
                                : Figures.count(report.refusals()) + " snapshots in a row",
                        report.alarm() ? ", so many that somebody must look" : "",
                        reasons(report));
    }

    /** Why the gate refused the last snapshot, fit to be shown. */
    static String reasons(MetricsReport report) {
        return report.refusedFor().isEmpty()
                ? "it is not known any more why."
                : Shown.text(String.join("; ", report.refusedFor()), LONGEST_REASONS) + ".";
    }

    private static String skipped(MetricsReport report) {
        return "Batches are skipped, a loss or gradient is not finite: %s so far."
                .formatted(Figures.count(report.skippedBatches()));
    }
}
