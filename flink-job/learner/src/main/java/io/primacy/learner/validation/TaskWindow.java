package io.primacy.learner.validation;

import java.util.Arrays;

/** Sums of one task over a run of events: what log-loss, calibration and AUC are made of. */
final class TaskWindow {
    /** Score bins of the AUC's histogram, over outputs −8 to 8; finer than the AUC's own noise. */
    static final int BINS = 256;

    private static final float LIMIT = 8f;
    private static final float BINS_PER_UNIT = BINS / (2 * LIMIT);

    long labels;
    double weight;
    double loss;
    double reference;
    double predictions;
    double positives;
    final float[] positiveScores = new float[BINS];
    final float[] negativeScores = new float[BINS];

    void add(
            float output,
            float prediction,
            float label,
            float sampleWeight,
            double exampleLoss,
            double referenceLoss) {
        labels++;
        weight += sampleWeight;
        loss += sampleWeight * exampleLoss;
        reference += sampleWeight * referenceLoss;
        predictions += (double) sampleWeight * prediction;
        positives += (double) sampleWeight * label;
        int bin = bin(output);
        positiveScores[bin] += sampleWeight * label;
        negativeScores[bin] += sampleWeight * (1 - label);
    }

    void add(TaskWindow other) {
        labels += other.labels;
        weight += other.weight;
        loss += other.loss;
        reference += other.reference;
        predictions += other.predictions;
        positives += other.positives;
        for (int i = 0; i < BINS; i++) {
            positiveScores[i] += other.positiveScores[i];
            negativeScores[i] += other.negativeScores[i];
        }
    }

    void clear() {
        labels = 0;
        weight = 0;
        loss = 0;
        reference = 0;
        predictions = 0;
        positives = 0;
        Arrays.fill(positiveScores, 0f);
        Arrays.fill(negativeScores, 0f);
    }

    private static int bin(float output) {
        int bin = (int) ((output + LIMIT) * BINS_PER_UNIT);
        return Math.max(0, Math.min(BINS - 1, bin));
    }
}
