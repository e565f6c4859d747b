package io.primacy.learner.optimizer;

import io.primacy.schema.config.OptimizerConfig;

/**
 * FTRL-proximal (McMahan et al., KDD 2013, algorithm 1): σ = (√(a+g²) − √a)/η ; z ← z + g − σ·w ; a
 * ← a + g² ; w = 0 where |z| ≤ λ₁, else −(z − sign(z)·λ₁)/((β + √a)/η + λ₂). The slots are z, then
 * a. A weight begins where it was initialised: z is set so that the formula gives it.
 */
final class FtrlProximal implements Optimizer {
    private final float learningRate;
    private final float beta;
    private final float l1;
    private final float l2;

    FtrlProximal(OptimizerConfig config) {
        learningRate = (float) config.learningRate();
        beta = (float) config.beta();
        l1 = (float) config.l1();
        l2 = (float) config.l2();
    }

    @Override
    public int slotsPerWeight() {
        return 2;
    }

    @Override
    public void initialize(float[] weights, int w, float[] slots, int s, int n) {
        for (int i = 0; i < n; i++) {
            float weight = weights[w + i];
            slots[s + i] = -weight * (beta / learningRate + l2) - Math.signum(weight) * l1;
            slots[s + n + i] = 0f;
        }
    }

    @Override
    public void settle(float[] weights, int w, float[] slots, int s, int n) {
        for (int i = 0; i < n; i++) {
            float weight = weights[w + i];
            if (weight == 0f && Math.abs(slots[s + i]) <= l1) {
                continue;
            }
            float root = (float) Math.sqrt(slots[s + n + i]);
            slots[s + i] = -weight * ((beta + root) / learningRate + l2) - Math.signum(weight) * l1;
        }
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
        for (int i = 0; i < n; i++) {
            float d = gradient[g + i] * scale;
            if (d == 0f) {
                continue;
            }
            float before = slots[s + n + i];
            float after = before + d * d;
            float root = (float) Math.sqrt(after);
            float z =
                    slots[s + i]
                            + d
                            - (root - (float) Math.sqrt(before)) / learningRate * weights[w + i];
            slots[s + i] = z;
            slots[s + n + i] = after;
            float excess = Math.abs(z) - l1;
            weights[w + i] =
                    excess <= 0
                            ? 0f
                            : -Math.signum(z) * excess / ((beta + root) / learningRate + l2);
        }
    }
}
