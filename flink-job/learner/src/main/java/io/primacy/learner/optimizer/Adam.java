package io.primacy.learner.optimizer;

import io.primacy.schema.config.OptimizerConfig;
import java.util.Arrays;

/**
 * Adam (Kingma and Ba, ICLR 2015): m ← β₁m + (1−β₁)g ; v ← β₂v + (1−β₂)g² ; w ← w − η·m̂/(√v̂ + ε).
 * The slots are m, then v. Lazy: a weight without a gradient stays as it is (a row that the batch
 * does not touch, the tower of a task that it has no label of), while the bias correction counts
 * all batches.
 */
final class Adam implements Optimizer {
    private final double learningRate;
    private final float beta1;
    private final float beta2;
    private final double epsilon;

    Adam(OptimizerConfig config) {
        learningRate = config.learningRate();
        beta1 = (float) config.beta1();
        beta2 = (float) config.beta2();
        epsilon = config.epsilon();
    }

    @Override
    public int slotsPerWeight() {
        return 2;
    }

    @Override
    public void initialize(float[] weights, int w, float[] slots, int s, int n) {
        Arrays.fill(slots, s, s + 2 * n, 0f);
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
        double correction = Math.sqrt(1 - Math.pow(beta2, number));
        float rate = (float) (learningRate * correction / (1 - Math.pow(beta1, number)));
        float floor = (float) (epsilon * correction);
        for (int i = 0; i < n; i++) {
            float d = gradient[g + i] * scale;
            if (d == 0f) {
                continue;
            }
            float m = beta1 * slots[s + i] + (1 - beta1) * d;
            float v = beta2 * slots[s + n + i] + (1 - beta2) * d * d;
            slots[s + i] = m;
            slots[s + n + i] = v;
            weights[w + i] -= rate * m / ((float) Math.sqrt(v) + floor);
        }
    }
}
