package io.primacy.local.evaluate.report;

import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.local.evaluate.result.Run;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.Summary.Spread;
import io.primacy.local.evaluate.result.TaskResult;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** An evaluation's runs and tasks, found by what they are. */
final class Findings {
    /** Kinds of runs that keep a priority. */
    static final Set<String> CONSTRAINED_KINDS = Set.of("nmt", "frozen", "normalized");

    /** Largest mean violation at which a constraint counts as held. */
    static final double LIMIT = 0.001;

    /** Student's t, two-sided 95 %, by degrees of freedom from 1. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086
    };

    private final Evaluation evaluation;
    private final Map<String, Integer> priorities = new LinkedHashMap<>();

    Findings(Evaluation evaluation) {
        this.evaluation = evaluation;
        for (Run run : evaluation.runs()) {
            for (TaskResult task : run.tasks()) {
                priorities.putIfAbsent(task.name(), task.priority());
            }
        }
    }

    /** Every task, highest priority first. */
    List<String> tasks() {
        return priorities.keySet().stream().sorted(Comparator.comparing(priorities::get)).toList();
    }

    /** Tasks that have others below them. */
    List<String> constrained() {
        return tasks().stream().filter(task -> !below(task).isEmpty()).toList();
    }

    /** Tasks of lower priority. */
    List<String> below(String task) {
        return tasks().stream()
                .filter(other -> priorities.get(other) > priorities.get(task))
                .toList();
    }

    /** Tasks of higher priority. */
    List<String> above(String task) {
        return tasks().stream()
                .filter(other -> priorities.get(other) < priorities.get(task))
                .toList();
    }

    /** The label of the evaluated config's own runs; {@code null} if it has no two tasks. */
    String judged() {
        return evaluation.runs().stream()
                .filter(run -> CONSTRAINED_KINDS.contains(run.kind()))
                .map(Run::label)
                .findFirst()
                .orElse(null);
    }

    /** Labels of the runs that learn more than one task, in the order of the runs. */
    List<String> sharedLabels() {
        return evaluation.runs().stream()
                .filter(run -> run.tasks().size() > 1)
                .map(Run::label)
                .distinct()
                .toList();
    }

    /** Labels of the runs that learn a task, in the order of the runs. */
    List<String> labels(String task) {
        return evaluation.runs().stream()
                .filter(run -> result(run, task) != null)
                .map(Run::label)
                .distinct()
                .toList();
    }

    /** Labels of the weighted sums, in the order of the runs. */
    List<String> sums() {
        return evaluation.runs().stream()
                .filter(run -> run.kind().equals("sum"))
                .map(Run::label)
                .distinct()
                .toList();
    }

    List<Run> runs(String label) {
        return evaluation.runs().stream().filter(run -> run.label().equals(label)).toList();
    }

    /** A task in all runs of a label; empty if these have no such task. */
    List<TaskResult> results(String label, String task) {
        return runs(label).stream().map(run -> result(run, task)).filter(Objects::nonNull).toList();
    }

    /** A task in a run; {@code null} if the run has no such task. */
    static TaskResult result(Run run, String task) {
        return run.tasks().stream().filter(t -> t.name().equals(task)).findFirst().orElse(null);
    }

    /** The task learned alone with a seed; {@code null} if it was not. */
    TaskResult alone(String task, long seed) {
        return singles(task)
                .filter(run -> run.seed() == seed)
                .map(run -> result(run, task))
                .findFirst()
                .orElse(null);
    }

    /** Whether the task was learned alone. */
    boolean hasAlone(String task) {
        return singles(task).findAny().isPresent();
    }

    /** Loss of the task learned alone; {@code null} if it was not. */
    Spread aloneLoss(String task) {
        return singles(task)
                .findFirst()
                .map(run -> summary(run.label(), task))
                .map(Summary::logLoss)
                .orElse(null);
    }

    private Stream<Run> singles(String task) {
        return evaluation.runs().stream()
                .filter(run -> run.kind().equals("single") && result(run, task) != null);
    }

    /** Mean and deviation over the seeds; {@code null} if the label has no such task. */
    Summary summary(String label, String task) {
        return evaluation.summaries().stream()
                .filter(s -> s.label().equals(label) && s.task().equals(task))
                .findFirst()
                .orElse(null);
    }

    /** Violation of a task in the runs of a label; {@code null} if not known. */
    Spread violation(String label, String task) {
        Summary summary = summary(label, task);
        return summary == null ? null : summary.violation();
    }

    /**
     * Share of the windows over the limit between two runs of the task alone that differ in their
     * seed only; {@code null} if not known.
     */
    Double windowsOverByChance(String task) {
        return evaluation.windowsOverByChance(task);
    }

    /** Whether the runs of a label hold all these tasks, each within {@link #LIMIT} on average. */
    boolean holds(String label, List<String> tasks) {
        return tasks.stream()
                .map(task -> violation(label, task))
                .allMatch(violation -> violation != null && violation.mean() <= LIMIT);
    }

    /** Index of the first event that counts. */
    long firstCounted() {
        return (long) Math.floor(evaluation.from() * evaluation.events());
    }

    /** Every seed, in order of appearance. */
    List<Long> seeds() {
        return evaluation.runs().stream().map(Run::seed).distinct().toList();
    }

    /** Mean and sample deviation; {@code null} of nothing. */
    static Spread spread(List<Double> values) {
        if (values.isEmpty()) {
            return null;
        }
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return new Spread(mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
    }

    /** Half the 95 % interval of a mean over two or more seeds. */
    static double halfInterval(Spread spread, int seeds) {
        double quantile = STUDENT[Math.min(seeds - 2, STUDENT.length - 1)];
        return quantile * spread.deviation() / Math.sqrt(seeds);
    }
}
