package io.primacy.learner.network;

import java.util.Arrays;

/**
 * Every task's softmax gate over the experts, and the mixture it makes of their outputs (MMoE, Ma
 * et al., KDD 2018, equations 5 to 7). Without gates (shared bottom) the mixture is the one expert.
 */
final class Gates {
    private final NetworkLayout layout;
    private final int experts;
    private final int sharedExperts;
    private final int width;
    private final int columns;
    private final boolean gated;
    private final float[][] gate;
    private final float[][] logitGradient;

    Gates(NetworkLayout layout, int maxRows) {
        this.layout = layout;
        experts = layout.mixedExperts();
        sharedExperts = layout.sharedExperts();
        width = layout.mixedWidth();
        columns = layout.inputColumns();
        gated = layout.gated();
        int tasks = layout.tasks().size();
        gate = new float[tasks][maxRows * experts];
        logitGradient = new float[tasks][maxRows * experts];
        for (float[] g : gate) {
            Arrays.fill(g, 1f);
        }
    }

    /** Softmax of the gate columns of the first product plus their bias. */
    void forward(float[] parameters, float[] first, int rows) {
        if (!gated) {
            return;
        }
        for (int t = 0; t < gate.length; t++) {
            int column = layout.gateColumn(t);
            for (int row = 0; row < rows; row++) {
                softmax(
                        first,
                        row * columns + column,
                        parameters,
                        layout.inputBias() + column,
                        gate[t],
                        row * experts);
            }
        }
    }

    private void softmax(float[] x, int at, float[] bias, int biasAt, float[] into, int intoAt) {
        float max = Float.NEGATIVE_INFINITY;
        for (int e = 0; e < experts; e++) {
            into[intoAt + e] = x[at + e] + bias[biasAt + e];
            max = Math.max(max, into[intoAt + e]);
        }
        float sum = 0;
        for (int e = 0; e < experts; e++) {
            float p = (float) Math.exp(into[intoAt + e] - max);
            into[intoAt + e] = p;
            sum += p;
        }
        for (int e = 0; e < experts; e++) {
            into[intoAt + e] /= sum;
        }
    }

    /** mixed[row] = Σ_e gate_t[row][e] · outputs[row][e]. */
    void mix(int t, float[] outputs, int stride, float[] mixed, int rows) {
        float[] g = gate[t];
        for (int row = 0; row < rows; row++) {
            Elementwise.setScaled(
                    mixed, row * width, g[row * experts], outputs, row * stride, width);
            for (int e = 1; e < experts; e++) {
                Elementwise.addScaled(
                        mixed,
                        row * width,
                        g[row * experts + e],
                        outputs,
                        row * stride + layout.mixedExpert(t, e) * width,
                        width);
            }
        }
    }

    /** ⟨∂L_t/∂outputs, ∂L_u/∂outputs⟩, from the gradients of the two mixtures. */
    double innerProduct(int t, int u, float[] mixedT, float[] mixedU, int rows) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            float gates = Elementwise.dot(gate[t], row * experts, gate[u], row * experts, experts);
            sum +=
                    (double) gates
                            * Elementwise.dot(mixedT, row * width, mixedU, row * width, width);
        }
        return sum;
    }

    /**
     * Adds ∂L_t/∂outputs to {@code outputGradient}, scaled for shared experts and the task's own;
     * keeps ∂L_t/∂(gate logits).
     */
    void backward(
            int t,
            float[] mixedGradient,
            float[] outputs,
            float[] outputGradient,
            int stride,
            float sharedFactor,
            float ownFactor,
            int rows) {
        float[] g = gate[t];
        float[] dz = logitGradient[t];
        for (int row = 0; row < rows; row++) {
            int at = row * experts;
            float mean = 0;
            for (int e = 0; e < experts; e++) {
                int block = row * stride + layout.mixedExpert(t, e) * width;
                float factor = e < sharedExperts ? sharedFactor : ownFactor;
                Elementwise.addScaled(
                        outputGradient,
                        block,
                        factor * g[at + e],
                        mixedGradient,
                        row * width,
                        width);
                if (gated) {
                    dz[at + e] = Elementwise.dot(mixedGradient, row * width, outputs, block, width);
                    mean += g[at + e] * dz[at + e];
                }
            }
            for (int e = 0; e < experts; e++) {
                dz[at + e] = g[at + e] * (dz[at + e] - mean);
            }
        }
    }

    /** Writes factor_t·∂L_t/∂(gate logits) into the gate columns of the first layer's gradient. */
    void putGradients(float[] first, float[] factors, int rows) {
        if (!gated) {
            return;
        }
        for (int t = 0; t < gate.length; t++) {
            int column = layout.gateColumn(t);
            for (int row = 0; row < rows; row++) {
                Elementwise.setScaled(
                        first,
                        row * columns + column,
                        factors[t],
                        logitGradient[t],
                        row * experts,
                        experts);
            }
        }
    }
}
