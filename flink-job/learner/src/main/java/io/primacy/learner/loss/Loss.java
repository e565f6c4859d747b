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

    /** Whether predictions are probabilities of a label 1, so that AUC and entropy exist. */
    boolean isProbability();
}
