package io.primacy.schema.config;

/**
 * The primal step.
 *
 * @param type the rule
 * @param learningRate &gt; 0
 * @param initialAccumulator AdaGrad's starting sum of squares, ≥ 0
 * @param epsilon AdaGrad, Adam: added to the root, &gt; 0
 * @param clipNorm largest global norm of the gradient; 0 switches clipping off
 * @param beta1 Adam: decay of the mean, 0 to &lt; 1
 * @param beta2 Adam: decay of the mean square, 0 to &lt; 1
 * @param beta FTRL: added to the root of the sum of squares, &gt; 0
 * @param l1 FTRL: weight of ‖w‖₁, ≥ 0
 * @param l2 FTRL: weight of ½‖w‖², ≥ 0
 * @param rows the rule of embedding rows (their linear weights included), its {@code clipNorm}
 *     unused; {@code null}: the same
 */
public record OptimizerConfig(
        Type type,
        double learningRate,
        double initialAccumulator,
        double epsilon,
        double clipNorm,
        double beta1,
        double beta2,
        double beta,
        double l1,
        double l2,
        OptimizerConfig rows) {

    /** SGD or AdaGrad: the parameters of the others at their defaults. */
    public OptimizerConfig(
            Type type,
            double learningRate,
            double initialAccumulator,
            double epsilon,
            double clipNorm) {
        this(type, learningRate, initialAccumulator, epsilon, clipNorm, 0.9, 0.999, 1, 0, 0, null);
    }

    /** The rule of embedding rows. */
    public OptimizerConfig forRows() {
        return rows == null ? this : rows;
    }

    /** Rules of the primal step. */
    public enum Type {
        SGD,
        ADAGRAD,
        /**
         * Adam (Kingma and Ba, ICLR 2015); lazy on embedding rows: only those of the batch move.
         */
        ADAM,
        /** FTRL-proximal (McMahan et al., KDD 2013); its L1 makes weights exactly 0. */
        FTRL
    }
}
