package io.primacy.learner.loss;

import io.primacy.schema.config.TaskConfig;

/** A task's loss as a function of the network's output z and the label y; pure. */
public interface Loss {

    /** The configured loss. */
    static Loss of(TaskConfig.Loss loss) {
        return switch (loss) {
            case LOGISTIC -> Logistic.INSTANCE;
            case SQUARED -> Squared.INSTANCE;
            case HUBER -> Huber.INSTANCE;
            case POISSON -> Poisson.INSTANCE;
        };
    }

    /** ℓ(z, y), in nats or squared units; not negative. */
    double value(float z, float y);

    /** ∂ℓ/∂z. */
    float gradient(float z, float y);

    /** What is predicted at output z: a probability or an expected value. */
    float prediction(float z);

    /**
     * Loss, prediction and gradient of many examples. Where a label is NaN, so are the example's
     * loss and gradient.
     *
     * @param z outputs
     * @param y labels
     * @param n examples
     * @param values receives ℓ(z, y)
     * @param predictions receives what is predicted
     * @param gradients receives ∂ℓ/∂z
     */
    default void evaluate(
            float[] z, float[] y, int n, double[] values, float[] predictions, float[] gradients) {
        for (int i = 0; i < n; i++) {
            boolean labelled = !Float.isNaN(y[i]);
            values[i] = labelled ? value(z[i], y[i]) : Double.NaN;
            gradients[i] = labelled ? gradient(z[i], y[i]) : Float.NaN;
            predictions[i] = prediction(z[i]);
        }
    }

    /** Whether predictions are probabilities of a label 1, so that AUC and entropy exist. */
    boolean isProbability();
}
