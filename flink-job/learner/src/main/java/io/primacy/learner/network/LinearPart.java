package io.primacy.learner.network;

import java.util.Arrays;

/**
 * The linear (wide) part of every task: the sum of one weight per feature id and one per numeric,
 * added to the task's output (Cheng et al., "Wide &amp; Deep Learning", DLRS 2016). The weights of
 * ids stand in embedding rows and arrive summed; those of numerics are dense parameters. All are
 * private to their task.
 */
final class LinearPart {
    private final NetworkLayout layout;
    private final int tasks;
    private final int numerics;

    LinearPart(NetworkLayout layout) {
        this.layout = layout;
        tasks = layout.tasks().size();
        numerics = layout.linearNumerics();
    }

    /**
     * Adds the part to a task's outputs.
     *
     * @param x inputs of the network, row-major [rows × inputs]
     * @param sums per example and task: the sum of the ids' weights
     */
    void forward(int t, float[] parameters, float[] x, float[] sums, float[] outputs, int rows) {
        int weight = layout.linearWeight(t);
        int numeric = layout.numericOffset();
        int inputs = layout.inputs();
        for (int row = 0; row < rows; row++) {
            outputs[row] +=
                    sums[row * tasks + t]
                            + Elementwise.dot(
                                    x, row * inputs + numeric, parameters, weight, numerics);
        }
    }

    /** Writes factor_t · the gradient of a task's numeric weights. */
    void backward(
            int t, float[] x, float factor, float[] outputGradients, float[] gradient, int rows) {
        int weight = layout.linearWeight(t);
        int numeric = layout.numericOffset();
        int inputs = layout.inputs();
        Arrays.fill(gradient, weight, weight + numerics, 0f);
        for (int row = 0; row < rows; row++) {
            Elementwise.addScaled(
                    gradient,
                    weight,
                    factor * outputGradients[row],
                    x,
                    row * inputs + numeric,
                    numerics);
        }
    }

    /** Writes factor_t · ∂L_t/∂sum for every example and task. */
    void sumGradients(int t, float factor, float[] outputGradients, float[] into, int rows) {
        for (int row = 0; row < rows; row++) {
            into[row * tasks + t] = factor * outputGradients[row];
        }
    }
}
