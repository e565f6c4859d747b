package io.primacy.schema.config;

/**
 * The primal step.
 *
 * @param type the rule
 * @param learningRate &gt; 0
 * @param initialAccumulator AdaGrad's starting sum of squares, ≥ 0
 * @param epsilon AdaGrad: added to the root, &gt; 0
 * @param clipNorm largest global norm of the dense gradient; 0 switches clipping off
 */
public record OptimizerConfig(
        Type type,
        double learningRate,
        double initialAccumulator,
        double epsilon,
        double clipNorm) {

    /** Rules of the primal step. */
    public enum Type {
        SGD,
        ADAGRAD
    }
}
