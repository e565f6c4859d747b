package io.primacy.schema.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How one task does: progressive validation of the published stage over the sliding window. Figures
 * that do not exist (no label seen, no constraint) are {@code null}.
 *
 * @param name the task
 * @param priority its priority, 1 is highest
 * @param labels labelled events in the window
 * @param logLoss mean loss per labelled event (log-loss for a logistic task), nats
 * @param normalizedEntropy log-loss ÷ entropy of the base rate (He et al., ADKDD 2014)
 * @param auc area under the ROC curve, 0 to 1
 * @param calibration Σp / Σy
 * @param reference the reference learner's loss on the same events; constrained tasks only
 * @param violation (logLoss − reference) / reference
 * @param multiplier λ now: the weight of this task's loss in the Lagrangian; constrained tasks only
 * @param ratio ρ now: λ in units of the gradients' norms; constrained tasks with that scale only
 * @param atMaximum whether the multiplier sits at its bound, an alarm: the constraint cannot be met
 *     with this tolerance; constrained tasks only
 * @param tolerance violation that its constraint allows, an absolute tolerance included; {@code
 *     null} also in reports from before it was written
 * @param maximum bound of the multiplier: of ρ where there is one, else of λ; {@code null} also in
 *     reports from before it was written
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TaskReport(
        String name,
        int priority,
        long labels,
        Double logLoss,
        Double normalizedEntropy,
        Double auc,
        Double calibration,
        Double reference,
        Double violation,
        Double multiplier,
        Double ratio,
        Boolean atMaximum,
        Double tolerance,
        Double maximum) {

    /** A report that does not say what its constraint allows. */
    public TaskReport(
            String name,
            int priority,
            long labels,
            Double logLoss,
            Double normalizedEntropy,
            Double auc,
            Double calibration,
            Double reference,
            Double violation,
            Double multiplier,
            Double ratio,
            Boolean atMaximum) {
        this(
                name,
                priority,
                labels,
                logLoss,
                normalizedEntropy,
                auc,
                calibration,
                reference,
                violation,
                multiplier,
                ratio,
                atMaximum,
                null,
                null);
    }
}
