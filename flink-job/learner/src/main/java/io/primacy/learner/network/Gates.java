package io.primacy.learner.network;

import java.util.Arrays;

/**
 * Every task's softmax gate over the experts, and the mixture it makes of their outputs (MMoE, Ma
 * et al., KDD 2018, equations 5 to 7). Without gates (shared bottom) the mixture is the one expert.
 * All values stand unit by unit: {@code x[unit][example]}.
 */
final class Gates {
    private final NetworkLayout layout;
    private final int experts;
    private final int sharedExperts;
    private final int width;
    private final boolean gated;
    private final float[][][] gate;
    private final float[][][] logitGradient;
    private final float[][] units;
    private final float[] first;
    private final float[] second;
    private final double[] exponents;

    Gates(NetworkLayout layout, int maxRows) {
        this.layout = layout;
        experts = layout.mixedExperts();
        sharedExperts = layout.sharedExperts();
        width = layout.mixedWidth();
        gated = layout.gated();
        int tasks = layout.tasks().size();
        gate = new float[tasks][experts][maxRows];
        logitGradient = new float[tasks][experts][maxRows];
        units = new float[experts][];
        first = new float[maxRows];
        second = new float[maxRows];
        exponents = new double[maxRows];
        for (float[][] task : gate) {
            for (float[] g : task) {
                Arrays.fill(g, 1f);
            }
        }
    }

    /** Softmax of the gate units of the first product plus their bias. */
    void forward(float[] parameters, float[] products, int rows) {
        for (int t = 0; t < gate.length && gated; t++) {
            int column = layout.gateColumn(t);
            Elementwise.split(products, column * rows, gate[t], experts, rows);
            for (int e = 0; e < experts; e++) {
                Elementwise.add(gate[t][e], parameters[layout.inputBias() + column + e], rows);
            }
            softmax(gate[t], rows);
        }
    }

    private void softmax(float[][] z, int rows) {
        System.arraycopy(z[0], 0, first, 0, rows);
        for (int e = 1; e < experts; e++) {
            Elementwise.setMaximum(first, z[e], rows);
        }
        Arrays.fill(second, 0, rows, 0f);
        for (float[] expert : z) {
            Elementwise.exponentials(expert, first, exponents, rows);
            Elementwise.add(second, expert, rows);
        }
        for (float[] expert : z) {
            Elementwise.divide(expert, second, rows);
        }
    }

    /** mixed[j] = Σ_e gate_t[e] · outputs[e, j]. */
    void mix(int t, float[][] outputs, float[][] mixed, int rows) {
        for (int j = 0; j < width; j++) {
            for (int e = 0; e < experts; e++) {
                units[e] = outputs[unit(t, e, j)];
            }
            sumOfProducts(mixed[j], gate[t], units, 0, experts, rows);
        }
    }

    /** sum = Σ_i a[i] · b[from + i], of {@code count} pairs; two at a time, for fewer passes. */
    private static void sumOfProducts(
            float[] sum, float[][] a, float[][] b, int from, int count, int rows) {
        int i = 2 - count % 2;
        if (i == 1) {
            Elementwise.setProduct(sum, a[0], b[from], rows);
        } else {
            Elementwise.setProducts(sum, a[0], b[from], a[1], b[from + 1], rows);
        }
        for (; i < count; i += 2) {
            Elementwise.addProducts(sum, a[i], b[from + i], a[i + 1], b[from + i + 1], rows);
        }
    }

    private int unit(int t, int e, int j) {
        return layout.mixedExpert(t, e) * width + j;
    }

    /** ⟨∂L_t/∂outputs, ∂L_u/∂outputs⟩, from the gradients of the two mixtures. */
    double innerProduct(int t, int u, float[][] mixedT, float[][] mixedU, int rows) {
        sumOfProducts(first, gate[t], gate[u], 0, experts, rows);
        sumOfProducts(second, mixedT, mixedU, 0, width, rows);
        return Elementwise.dot(first, second, rows);
    }

    /**
     * Adds ∂L_t/∂outputs to {@code outputGradient}, scaled for shared experts and the task's own;
     * keeps ∂L_t/∂(gate logits). Call it for the tasks in their order: the first sets what the
     * others add to.
     */
    void backward(
            int t,
            float[][] mixedGradient,
            float[][] outputs,
            float[][] outputGradient,
            float sharedFactor,
            float ownFactor,
            int rows) {
        for (int e = 0; e < experts; e++) {
            Elementwise.setScaled(
                    first, e < sharedExperts ? sharedFactor : ownFactor, gate[t][e], rows);
            for (int j = 0; j < width; j++) {
                float[] gradient = outputGradient[unit(t, e, j)];
                if (t == 0 || e >= sharedExperts) {
                    Elementwise.setProduct(gradient, first, mixedGradient[j], rows);
                } else {
                    Elementwise.addProduct(gradient, first, mixedGradient[j], rows);
                }
            }
        }
        if (gated) {
            backwardSoftmax(t, mixedGradient, outputs, rows);
        }
    }

    private void backwardSoftmax(int t, float[][] mixedGradient, float[][] outputs, int rows) {
        float[] mean = first;
        Arrays.fill(mean, 0, rows, 0f);
        for (int e = 0; e < experts; e++) {
            float[] dz = logitGradient[t][e];
            sumOfProducts(dz, mixedGradient, outputs, unit(t, e, 0), width, rows);
            Elementwise.addProduct(mean, gate[t][e], dz, rows);
        }
        for (int e = 0; e < experts; e++) {
            Elementwise.setDeviation(logitGradient[t][e], gate[t][e], mean, rows);
        }
    }

    /** Writes factor_t·∂L_t/∂(gate logits) into the gate units of the first layer's gradient. */
    void putGradients(float[] into, float[] factors, int rows) {
        for (int t = 0; t < gate.length && gated; t++) {
            for (int e = 0; e < experts; e++) {
                Elementwise.setScaled(first, factors[t], logitGradient[t][e], rows);
                System.arraycopy(first, 0, into, (layout.gateColumn(t) + e) * rows, rows);
            }
        }
    }
}
