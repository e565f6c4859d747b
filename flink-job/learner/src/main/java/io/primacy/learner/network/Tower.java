package io.primacy.learner.network;

import org.bytedeco.javacpp.FloatPointer;

/**
 * One task's tower: from the mixture of experts to one output per example, and back. Layer number
 * {@code layers} is the output, which is not activated. All values stand unit by unit.
 */
final class Tower implements AutoCloseable {
    private final NetworkLayout layout;
    private final int task;
    private final int layers;
    private final FloatPointer ones;
    private final NativeMatrix[] nativeActivation;
    private final NativeMatrix[] nativeDelta;
    private final FloatPointer[] activationPointer;
    private final FloatPointer[] deltaPointer;
    private final FloatPointer[] weight;
    private final FloatPointer[] weightGradient;
    private final NativeMatrix[] biasGradient;
    private final FloatPointer[] biasGradientPointer;
    private final float[][][] activation;
    private final float[][][] delta;
    private final float[] outputs;
    private final float[] outputGradients;

    /**
     * @param parameters, gradients of the whole network
     * @param ones as many as there are rows at most
     */
    Tower(
            NetworkLayout layout,
            int task,
            int maxRows,
            NativeMatrix parameters,
            NativeMatrix gradients,
            FloatPointer ones) {
        this.layout = layout;
        this.task = task;
        this.ones = ones;
        layers = layout.towerLayers();
        nativeActivation = new NativeMatrix[layers + 2];
        nativeDelta = new NativeMatrix[layers + 2];
        activationPointer = new FloatPointer[layers + 2];
        deltaPointer = new FloatPointer[layers + 2];
        weight = new FloatPointer[layers + 1];
        weightGradient = new FloatPointer[layers + 1];
        biasGradient = new NativeMatrix[layers + 1];
        biasGradientPointer = new FloatPointer[layers + 1];
        activation = new float[layers + 2][][];
        delta = new float[layers + 2][][];
        for (int l = 0; l <= layers + 1; l++) {
            int width = l > layers ? 1 : layout.towerInput(l);
            nativeActivation[l] = new NativeMatrix(maxRows * width);
            nativeDelta[l] = new NativeMatrix(maxRows * Products.padded(width));
            activationPointer[l] = nativeActivation[l].at(0);
            deltaPointer[l] = nativeDelta[l].at(0);
            activation[l] = new float[width][maxRows];
            delta[l] = new float[width][maxRows];
        }
        for (int l = 0; l <= layers; l++) {
            weight[l] = parameters.at(layout.towerWeight(task, l));
            weightGradient[l] = gradients.at(layout.towerWeight(task, l));
            biasGradient[l] = new NativeMatrix(Products.padded(layout.towerWidth(l)));
            biasGradientPointer[l] = biasGradient[l].at(0);
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
            nativeActivation[l].uploadUnits(0, activation[l], in, rows);
            Products.multiplyTransposedA(
                    out,
                    rows,
                    in,
                    weight[l],
                    out,
                    activationPointer[l],
                    rows,
                    activationPointer[l + 1],
                    rows);
            nativeActivation[l + 1].downloadUnits(0, activation[l + 1], out, rows);
            int bias = layout.towerBias(task, l);
            for (int j = 0; j < out && l < layers; j++) {
                Elementwise.biasAndActivate(activation[l + 1][j], 0, rows, parameters[bias + j]);
            }
        }
        Elementwise.add(outputs, parameters[layout.towerBias(task, layers)], rows);
    }

    /** Computes the gradient of the tower's parameters, unscaled, and of its input. */
    void backward(int rows) {
        for (int l = layers; l >= 0; l--) {
            int in = layout.towerInput(l);
            int out = layout.towerWidth(l);
            for (int j = 0; j < out && l < layers; j++) {
                Elementwise.backActivate(delta[l + 1][j], activation[l + 1][j], rows);
            }
            nativeDelta[l + 1].uploadUnits(0, delta[l + 1], out, rows);
            FloatPointer d = deltaPointer[l + 1];
            Products.multiplyTransposedB(
                    in, out, rows, activationPointer[l], rows, d, rows, weightGradient[l], out);
            Products.rowSums(out, rows, d, ones, biasGradientPointer[l]);
            Products.multiply(in, rows, out, weight[l], out, d, rows, deltaPointer[l], rows);
            nativeDelta[l].downloadUnits(0, delta[l], in, rows);
        }
    }

    /** Writes the gradients of the biases into the network's, and scales all of the tower's. */
    void finish(float factor, float[] gradient) {
        for (int l = 0; l <= layers; l++) {
            biasGradient[l].download(0, gradient, layout.towerBias(task, l), layout.towerWidth(l));
        }
        int from = layout.towerWeight(task, 0);
        Elementwise.scale(gradient, from, layout.towerBias(task, layers) + 1, factor);
    }

    @Override
    public void close() {
        for (int l = 0; l <= layers + 1; l++) {
            nativeActivation[l].close();
            nativeDelta[l].close();
        }
        for (NativeMatrix bias : biasGradient) {
            bias.close();
        }
    }
}
