package io.primacy.schema.config;

/**
 * The primal step. It is taken in floats, so limits hold for what a value is as a float: a decay
 * that rounds to 1 or an epsilon that rounds to 0 would make weights that are not numbers.
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
                        positive(s, "learning-rate", type == Type.ADAM ? 0.001 : 0.05),
                        nonNegative(s, "initial-accumulator", 1e-7),
                        positive(s, "epsilon", type == Type.ADAM ? 1e-8 : 1e-10),
                        clipNorm,
                        decay(s, "beta1", 0.9),
                        decay(s, "beta2", 0.999),
                        positive(s, "beta", 1),
                        nonNegative(s, "l1", 0),
                        nonNegative(s, "l2", 0),
                        rows);
        s.refuseUnknownKeys();
        return optimizer;
    }

    private static double positive(Section s, String key, double fallback) {
        return s.number(
                key,
                fallback,
                "greater than 0 (from 1.2e-38 to 3.4e38)",
                x -> (float) x >= Float.MIN_NORMAL && (float) x <= Float.MAX_VALUE);
    }

    private static double nonNegative(Section s, String key, double fallback) {
        return s.number(
                key,
                fallback,
                "0 or higher (up to 3.4e38)",
                x -> x >= 0 && (float) x <= Float.MAX_VALUE);
    }

    private static double decay(Section s, String key, double fallback) {
        return s.number(
                key,
                fallback,
                "0 or higher and below 1 (up to 0.9999999)",
                x -> x >= 0 && (float) x < 1);
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
