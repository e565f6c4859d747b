package io.primacy.learner.network;

/**
 * One task's tower: from the mixture of experts to one output per example, and back. Layer number
 * {@code layers} is the output, which is not activated. All values stand unit by unit: an array per
 * unit for what is element-wise, one after the other for the products.
 */
final class Tower {
    private final NetworkLayout layout;
    private final int task;
    private final int layers;
    private final float[] ones;
    private final float[][] joined;
    private final float[][] joinedDelta;
    private final float[][] biasGradient;
    private final float[][][] activation;
    private final float[][][] delta;
    private final float[] outputs;
    private final float[] outputGradients;

    /**
     * @param ones as many as there are rows at most
     */
    Tower(NetworkLayout layout, int task, int maxRows, float[] ones) {
        this.layout = layout;
        this.task = task;
        this.ones = ones;
        layers = layout.towerLayers();
        joined = new float[layers + 2][];
        joinedDelta = new float[layers + 2][];
        biasGradient = new float[layers + 1][];
        activation = new float[layers + 2][][];
        delta = new float[layers + 2][][];
        for (int l = 0; l <= layers + 1; l++) {
            int width = l > layers ? 1 : layout.towerInput(l);
            joined[l] = new float[maxRows * width];
            joinedDelta[l] = new float[maxRows * Products.padded(width)];
            activation[l] = new float[width][maxRows];
            delta[l] = new float[width][maxRows];
        }
        for (int l = 0; l <= layers; l++) {
            biasGradient[l] = new float[Products.padded(layout.towerWidth(l))];
        }
        outputs = activation[layers + 1][0];
        outputGradients = delta[layers + 1][0];
    }

    /** Where the mixture goes, by unit. */
    float[][] input() {
        return activation[0];
    }

    /** ∂L/∂mixture after {@link #backward}, by unit. */
    float[][] inputGradient() {
        return delta[0];
    }

    float[] outputs() {
        return outputs;
    }

    float[] outputGradients() {
        return outputGradients;
    }

    void forward(float[] parameters, int rows) {
        for (int l = 0; l <= layers; l++) {
            int in = layout.towerInput(l);
            int out = layout.towerWidth(l);
            int weight = layout.towerWeight(task, l);
            Elementwise.join(activation[l], in, joined[l], 0, rows);
            Products.multiplyTransposedA(
                    out,
                    rows,
                    in,
                    parameters,
                    weight,
                    out,
                    joined[l],
                    0,
                    rows,
                    joined[l + 1],
                    0,
                    rows);
            Elementwise.split(joined[l + 1], 0, activation[l + 1], out, rows);
            int bias = layout.towerBias(task, l);
            for (int j = 0; j < out && l < layers; j++) {
                Elementwise.biasAndActivate(activation[l + 1][j], 0, rows, parameters[bias + j]);
            }
        }
        Elementwise.add(outputs, parameters[layout.towerBias(task, layers)], rows);
    }

    /** Computes the gradient of the tower's parameters, unscaled, and of its input. */
    void backward(float[] parameters, float[] gradient, int rows) {
        for (int l = layers; l >= 0; l--) {
            int in = layout.towerInput(l);
            int out = layout.towerWidth(l);
            int weight = layout.towerWeight(task, l);
            for (int j = 0; j < out && l < layers; j++) {
                Elementwise.backActivate(delta[l + 1][j], activation[l + 1][j], rows);
            }
            float[] d = joinedDelta[l + 1];
            Elementwise.join(delta[l + 1], out, d, 0, rows);
            Products.multiplyTransposedB(
                    in, out, rows, joined[l], 0, rows, d, 0, rows, gradient, weight, out);
            Products.rowSums(out, rows, d, ones, biasGradient[l]);
            Products.multiply(
                    in, rows, out, parameters, weight, out, d, 0, rows, joinedDelta[l], 0, rows);
            Elementwise.split(joinedDelta[l], 0, delta[l], in, rows);
        }
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
