package io.primacy.local.evaluate.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One task in all runs of one label, over the seeds.
 *
 * @param kind see {@link Run}
 * @param label see {@link Run}
 * @param task the task
 * @param priority 1 is highest
 * @param seeds how many runs
 * @param logLoss see {@link TaskResult}, this and all that follow; {@code null} where no run has it
 */
public record Summary(
        String kind,
        String label,
        String task,
        int priority,
        int seeds,
        Spread logLoss,
        Spread normalizedEntropy,
        Spread auc,
        Spread calibration,
        Spread violation,
        Spread windowsOver,
        Spread multiplier,
        Spread meanMultiplier) {

    /**
     * Mean and spread over seeds.
     *
     * @param mean the mean
     * @param deviation the sample standard deviation; 0 with one seed
     */
    public record Spread(double mean, double deviation) {
        static Spread of(List<Double> values) {
            if (values.isEmpty()) {
                return null;
            }
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            return new Spread(
                    mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
        }
    }

    /** One summary per label and task, in the order in which the runs first name them. */
    public static List<Summary> of(List<Run> runs) {
        Map<String, List<Run>> byLabel = new LinkedHashMap<>();
        for (Run run : runs) {
            byLabel.computeIfAbsent(run.label(), label -> new ArrayList<>()).add(run);
        }
        List<Summary> summaries = new ArrayList<>();
        for (List<Run> same : byLabel.values()) {
            for (int t = 0; t < same.get(0).tasks().size(); t++) {
                summaries.add(of(same, t));
            }
        }
        return summaries;
    }

    private static Summary of(List<Run> runs, int task) {
        Run first = runs.get(0);
        List<TaskResult> results = runs.stream().map(run -> run.tasks().get(task)).toList();
        return new Summary(
                first.kind(),
                first.label(),
                results.get(0).name(),
                results.get(0).priority(),
                runs.size(),
                spread(results, TaskResult::logLoss),
                spread(results, TaskResult::normalizedEntropy),
                spread(results, TaskResult::auc),
                spread(results, TaskResult::calibration),
                spread(results, TaskResult::violation),
                spread(results, TaskResult::windowsOver),
                spread(results, TaskResult::multiplier),
                spread(results, TaskResult::meanMultiplier));
    }

    private static Spread spread(List<TaskResult> results, Function<TaskResult, Double> figure) {
        return Spread.of(results.stream().map(figure).filter(Objects::nonNull).toList());
    }
}
