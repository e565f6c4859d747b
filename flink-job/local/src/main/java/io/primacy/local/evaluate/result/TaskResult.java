package io.primacy.local.evaluate.result;

import java.util.List;

/**
 * How one task did in one run, by progressive validation over the evaluated part of the stream:
 * every event is predicted before it is learned from. All means are weighted by sample weight.
 *
 * @param name the task
 * @param priority 1 is highest
 * @param logLoss mean loss (of tasks that are not logistic: their own loss); {@code null} without
 *     labels
 * @param normalizedEntropy log-loss ÷ entropy of the base rate; logistic tasks only
 * @param auc area under the ROC curve, exact; logistic tasks with both labels only
 * @param calibration Σ predictions ÷ Σ labels
 * @param violation (loss − loss of the task learned alone with the same seed) ÷ the latter; {@code
 *     null} for the run alone itself
 * @param windowsOver share of the windows in which the violation exceeds 0.5 %
 * @param multiplier λ at the end; {@code null} where unconstrained
 * @param meanMultiplier mean λ over the batches of the evaluated part
 * @param windows the whole stream in windows of 10,000 events, one of which begins where the
 *     evaluated part does
 */
public record TaskResult(
        String name,
        int priority,
        Double logLoss,
        Double normalizedEntropy,
        Double auc,
        Double calibration,
        Double violation,
        Double windowsOver,
        Double multiplier,
        Double meanMultiplier,
        List<Window> windows) {

    /** Largest violation of a window that counts as kept. */
    public static final double WINDOW_LIMIT = 0.005;

    public TaskResult {
        windows = List.copyOf(windows);
    }
}
