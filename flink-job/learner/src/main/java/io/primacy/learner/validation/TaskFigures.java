package io.primacy.learner.validation;

/**
 * Figures of one task over the window; NaN where a figure does not exist.
 *
 * @param labels labelled events
 * @param loss weighted mean loss
 * @param reference weighted mean loss of the reference learner on the same events
 * @param baseRate Σ w·y / Σ w
 * @param calibration Σ w·p / Σ w·y
 * @param auc area under the ROC curve
 */
public record TaskFigures(
        long labels,
        double loss,
        double reference,
        double baseRate,
        double calibration,
        double auc) {

    /** Log-loss ÷ entropy of the base rate (He et al., ADKDD 2014). */
    public double normalizedEntropy() {
        double entropy = -baseRate * Math.log(baseRate) - (1 - baseRate) * Math.log(1 - baseRate);
        return entropy > 0 ? loss / entropy : Double.NaN;
    }

    /** (loss − reference) / reference. */
    public double violation() {
        return (loss - reference) / reference;
    }

    static TaskFigures of(TaskWindow sums) {
        if (sums.weight == 0) {
            return new TaskFigures(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        return new TaskFigures(
                sums.labels,
                sums.loss / sums.weight,
                sums.reference / sums.weight,
                sums.positives / sums.weight,
                sums.positives > 0 ? sums.predictions / sums.positives : Double.NaN,
                auc(sums.positiveScores, sums.negativeScores));
    }

    private static double auc(float[] positives, float[] negatives) {
        double below = 0;
        double all = 0;
        double wins = 0;
        for (int i = 0; i < positives.length; i++) {
            wins += positives[i] * (below + 0.5 * negatives[i]);
            below += negatives[i];
            all += positives[i];
        }
        return below > 0 && all > 0 ? wins / (below * all) : Double.NaN;
    }
}
