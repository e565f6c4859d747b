package io.primacy.learner.optimizer;

import io.primacy.schema.config.OptimizerConfig;

/**
 * The primal step on a run of weights. Implementations are stateless: everything that must survive
 * lies in the slots, which the caller owns and checkpoints.
 */
public interface Optimizer {

    /** The configured rule. */
    static Optimizer of(OptimizerConfig config) {
        return switch (config.type()) {
            case SGD -> new Sgd((float) config.learningRate());
            case ADAGRAD ->
                    new AdaGrad(
                            (float) config.learningRate(),
                            (float) config.initialAccumulator(),
                            (float) config.epsilon());
            case ADAM -> new Adam(config);
            case FTRL -> new FtrlProximal(config);
        };
    }

    /** Slots per weight. */
    int slotsPerWeight();

    /**
     * Fills the slots of weights that have not learned: {@code slots[s … s+K·n)} for {@code
     * weights[w … w+n)}.
     */
    void initialize(float[] weights, int w, float[] slots, int s, int n);

    /**
     * Weights were moved by another hand than {@link #step}: makes the slots agree with them, so
     * that the next step starts from where they are now. Most rules have nothing to do.
     *
     * @param weights {@code weights[w … w+n)}, unchanged
     * @param slots their slots, as in {@link #step}
     */
    default void settle(float[] weights, int w, float[] slots, int s, int n) {}

    /**
     * Moves {@code weights[w … w+n)} along {@code −scale · gradient[g … g+n)}.
     *
     * @param weights the weights, changed in place
     * @param w index of the first weight
     * @param slots the slots, changed in place; slot k of weight i stands at {@code s + k·n + i}
     * @param s index of the first slot
     * @param gradient the gradient, unchanged
     * @param g index of the first gradient element
     * @param n number of weights
     * @param scale factor on the gradient (norm clipping)
     * @param number number of the mini-batch in its model, from 1
     */
    void step(
            float[] weights,
            int w,
            float[] slots,
            int s,
            float[] gradient,
            int g,
            int n,
            float scale,
            long number);
}
