package io.primacy.learner;

/** Sees what the published stage predicted of each labelled example, before it was learned from. */
@FunctionalInterface
public interface PredictionObserver {
    /** Sees nothing. */
    PredictionObserver NONE = (example, task, prediction, label, weight, loss) -> {};

    /**
     * One prediction; called task by task, within a task in the order of the batch.
     *
     * @param example index in the mini-batch
     * @param task index of the task in the config
     * @param prediction what was predicted: a probability or an expected value
     * @param label the label
     * @param weight the sample weight
     * @param loss the prediction's loss
     */
    void predicted(int example, int task, float prediction, float label, float weight, double loss);
}
