package io.primacy.learner.network;

/**
 * One task's tower: from the mixture of experts to one output per example, and back. Layer number
 * {@code layers} is the output, which is not activated. All values stand unit by unit, one unit
 * after the other: [units × rows]; the mixture and its gradient have an array per unit besides.
 */
final class Tower {
    private final NetworkLayout layout;
    private final int task;
    private final int layers;
    private final float[] ones;
    private final float[][] input;
    private final float[][] inputGradient;
    private final float[][] values;
    private final float[][] delta;
    private final float[][] biasGradient;

    /**
     * @param ones as many as there are rows at most
     */
    Tower(NetworkLayout layout, int task, int maxRows, float[] ones) {
        this.layout = layout;
        this.task = task;
        this.ones = ones;
        layers = layout.towerLayers();
        input = new float[layout.towerInput(0)][maxRows];
        inputGradient = new float[layout.towerInput(0)][maxRows];
        values = new float[layers + 2][];
        delta = new float[layers + 2][];
        biasGradient = new float[layers + 1][];
        for (int l = 0; l <= layers + 1; l++) {
            int units = l > layers ? 1 : layout.towerInput(l);
            values[l] = new float[maxRows * units];
            delta[l] = new float[maxRows * Products.padded(units)];
        }
        for (int l = 0; l <= layers; l++) {
            biasGradient[l] = new float[Products.padded(layout.towerWidth(l))];
        }
    }

    /** Where the mixture goes, by unit. */
    float[][] input() {
        return input;
    }

    /** ∂L/∂mixture after {@link #backward}, by unit. */
    float[][] inputGradient() {
        return inputGradient;
    }

    /** The outputs; the first {@code rows} are valid. */
    float[] outputs() {
        return values[layers + 1];
    }

    /** Where the caller puts ∂L/∂output of the first {@code rows}. */
    float[] outputGradients() {
        return delta[layers + 1];
    }

    void forward(float[] parameters, int rows) {
        Elementwise.join(input, input.length, values[0], 0, rows);
        for (int l = 0; l <= layers; l++) {
            int in = layout.towerInput(l);
            int out = layout.towerWidth(l);
            int weight = layout.towerWeight(task, l);
            float[] above = values[l + 1];
            Products.multiplyTransposedA(
                    out, rows, in, parameters, weight, out, values[l], 0, rows, above, 0, rows);
            int bias = layout.towerBias(task, l);
            for (int j = 0; j < out && l < layers; j++) {
                float own = parameters[bias + j];
                Elementwise.biasAndActivate(above, j * rows, (j + 1) * rows, own);
            }
        }
        Elementwise.add(outputs(), parameters[layout.towerBias(task, layers)], rows);
    }

    /** Computes the gradient of the tower's parameters, unscaled, and of its input. */
    void backward(float[] parameters, float[] gradient, int rows) {
        for (int l = layers; l >= 0; l--) {
            int in = layout.towerInput(l);
            int out = layout.towerWidth(l);
            int weight = layout.towerWeight(task, l);
            float[] d = delta[l + 1];
            if (l < layers) {
                Elementwise.backActivate(d, values[l + 1], 0, out * rows);
            }
            Products.multiplyTransposedB(
                    in, out, rows, values[l], 0, rows, d, 0, rows, gradient, weight, out);
            Products.rowSums(out, rows, d, ones, biasGradient[l]);
            Products.multiply(
                    in, rows, out, parameters, weight, out, d, 0, rows, delta[l], 0, rows);
        }
        Elementwise.split(delta[0], 0, inputGradient, input.length, rows);
    }

    /** Writes the gradients of the biases into the network's, and scales all of the tower's. */
    void finish(float factor, float[] gradient) {
        for (int l = 0; l <= layers; l++) {
            int out = layout.towerWidth(l);
            System.arraycopy(biasGradient[l], 0, gradient, layout.towerBias(task, l), out);
        }
        int from = layout.towerWeight(task, 0);
        Elementwise.scale(gradient, from, layout.towerBias(task, layers) + 1, factor);
    }
}
