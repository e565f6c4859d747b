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

    static OptimizerConfig read(Section s) {
        double clipNorm = s.number("clip-norm", 10, "0 (off) or higher", x -> x >= 0);
        OptimizerConfig rows = s.has("rows") ? rule(s.section("rows"), 0, null) : null;
        return rule(s, clipNorm, rows);
    }

    private static OptimizerConfig rule(Section s, double clipNorm, OptimizerConfig rows) {
        Type type = s.choice("type", Type.ADAGRAD, Type.class);
        OptimizerConfig optimizer =
                new OptimizerConfig(
                        type,
                        s.number(
                                "learning-rate",
                                type == Type.ADAM ? 0.001 : 0.05,
                                "greater than 0",
                                x -> x > 0),
                        s.number("initial-accumulator", 1e-7, "0 or higher", x -> x >= 0),
                        s.number(
                                "epsilon",
                                type == Type.ADAM ? 1e-8 : 1e-10,
                                "greater than 0",
                                x -> x > 0),
                        clipNorm,
                        s.number("beta1", 0.9, "0 or higher and below 1", x -> x >= 0 && x < 1),
                        s.number("beta2", 0.999, "0 or higher and below 1", x -> x >= 0 && x < 1),
                        s.number("beta", 1, "greater than 0", x -> x > 0),
                        s.number("l1", 0, "0 or higher", x -> x >= 0),
                        s.number("l2", 0, "0 or higher", x -> x >= 0),
                        rows);
        s.refuseUnknownKeys();
        return optimizer;
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
