package io.primacy.learner.optimizer;

/** Plain gradient descent: w ← w − η·g. */
final class Sgd implements Optimizer {
    private final float learningRate;

    Sgd(float learningRate) {
        this.learningRate = learningRate;
    }

    @Override
    public int slotsPerWeight() {
        return 0;
    }

    @Override
    public void initialize(float[] weights, int w, float[] slots, int s, int n) {
        // Nothing but the weights is kept.
    }

    @Override
    public void step(
            float[] weights,
            int w,
            float[] slots,
            int s,
            float[] gradient,
            int g,
            int n,
            float scale,
            long number) {
        float rate = learningRate * scale;
        for (int i = 0; i < n; i++) {
            weights[w + i] -= rate * gradient[g + i];
        }
    }
}
