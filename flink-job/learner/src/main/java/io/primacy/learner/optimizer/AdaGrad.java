package io.primacy.learner.optimizer;

import java.util.Arrays;

/**
 * AdaGrad (Duchi, Hazan and Singer, JMLR 2011), diagonal form: a ← a + g² ; w ← w − η·g / (√a + ε).
 * The slot is a. A zero gradient changes neither.
 */
final class AdaGrad implements Optimizer {
    private final float learningRate;
    private final float initialAccumulator;
    private final float epsilon;

    AdaGrad(float learningRate, float initialAccumulator, float epsilon) {
        this.learningRate = learningRate;
        this.initialAccumulator = initialAccumulator;
        this.epsilon = epsilon;
    }

    @Override
    public int slotsPerWeight() {
        return 1;
    }

    @Override
    public void initialize(float[] weights, int w, float[] slots, int s, int n) {
        Arrays.fill(slots, s, s + n, initialAccumulator);
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
        if (w == 0 && s == 0 && g == 0) {
            step(weights, slots, gradient, n, scale);
            return;
        }
        for (int i = 0; i < n; i++) {
            float d = gradient[g + i] * scale;
            float a = slots[s + i] + d * d;
            slots[s + i] = a;
            weights[w + i] -= learningRate * d / ((float) Math.sqrt(a) + epsilon);
        }
    }

    /** The same from index 0: with one index for all arrays the loop becomes vector code. */
    private void step(float[] weights, float[] slots, float[] gradient, int n, float scale) {
        float rate = learningRate;
        float floor = epsilon;
        for (int i = 0; i < n; i++) {
            float d = gradient[i] * scale;
            float a = slots[i] + d * d;
            slots[i] = a;
            weights[i] -= rate * d / ((float) Math.sqrt(a) + floor);
        }
    }
}
