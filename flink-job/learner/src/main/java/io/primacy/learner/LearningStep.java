package io.primacy.learner;

/**
 * What one mini-batch did.
 *
 * @param step number of the batch in its model, from 1
 * @param examples examples in it
 * @param skipped whether it was skipped for a loss or gradient that was not finite
 * @param losses per config task: mean loss in the published stage before the step; NaN without
 *     labels
 * @param references per config task: mean loss in the reference stage; NaN where unconstrained
 * @param multipliers per config task: λ in the published stage after the dual step; NaN where
 *     unconstrained
 */
public record LearningStep(
        long step,
        int examples,
        boolean skipped,
        double[] losses,
        double[] references,
        double[] multipliers) {}
