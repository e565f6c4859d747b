package io.primacy.learner.network;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** One task's tower: from the mixture of experts to one output per example, and back. */
final class Tower implements AutoCloseable {
    private final NetworkLayout layout;
    private final int task;
    private final int layers;
    private final NativeMatrix gradients;
    private final NativeMatrix[] nativeActivation;
    private final NativeMatrix[] nativeDelta;
    private final FloatPointer[] activationPointer;
    private final FloatPointer[] deltaPointer;
    private final FloatPointer[] weightPointer;
    private final FloatPointer[] weightGradientPointer;
    private final float[][] activation;
    private final float[][] delta;
    private final float[] outputs;
    private final float[] outputGradients;

    Tower(
            NetworkLayout layout,
            int task,
            int maxRows,
            NativeMatrix parameters,
            NativeMatrix gradients) {
        this.layout = layout;
        this.task = task;
        this.gradients = gradients;
        layers = layout.towerLayers();
        nativeActivation = new NativeMatrix[layers + 1];
        nativeDelta = new NativeMatrix[layers + 1];
        activationPointer = new FloatPointer[layers + 1];
        deltaPointer = new FloatPointer[layers + 1];
        weightPointer = new FloatPointer[layers];
        weightGradientPointer = new FloatPointer[layers];
        activation = new float[layers + 1][];
        delta = new float[layers + 1][];
        for (int l = 0; l <= layers; l++) {
            int floats = maxRows * layout.towerInput(l);
            nativeActivation[l] = new NativeMatrix(floats);
            nativeDelta[l] = new NativeMatrix(floats);
            activationPointer[l] = nativeActivation[l].at(0);
            deltaPointer[l] = nativeDelta[l].at(0);
            activation[l] = new float[floats];
            delta[l] = new float[floats];
            if (l < layers) {
                weightPointer[l] = parameters.at(layout.towerWeight(task, l));
                weightGradientPointer[l] = gradients.at(layout.towerWeight(task, l));
            }
        }
        outputs = new float[maxRows];
        outputGradients = new float[maxRows];
    }

    /** Where the mixture goes, row-major [rows × width]. */
    float[] input() {
        return activation[0];
    }

    /** ∂L/∂mixture after {@link #backward}. */
    float[] inputGradient() {
        return delta[0];
    }

    float[] outputs() {
        return outputs;
    }

    float[] outputGradients() {
        return outputGradients;
    }

    void forward(float[] parameters, int rows) {
        for (int l = 0; l < layers; l++) {
            int in = layout.towerInput(l);
            int out = layout.towerWidth(l);
            nativeActivation[l].upload(activation[l], 0, rows * in);
            Products.multiply(
                    rows,
                    out,
                    in,
                    activationPointer[l],
                    in,
                    weightPointer[l],
                    out,
                    activationPointer[l + 1],
                    out);
            nativeActivation[l + 1].download(activation[l + 1], rows * out);
            Elementwise.biasAndActivate(
                    activation[l + 1], rows, out, 0, out, parameters, layout.towerBias(task, l));
        }
        int width = layout.towerInput(layers);
        int weight = layout.towerWeight(task, layers);
        float bias = parameters[layout.towerBias(task, layers)];
        for (int row = 0; row < rows; row++) {
            outputs[row] =
                    Elementwise.dot(activation[layers], row * width, parameters, weight, width)
                            + bias;
        }
    }

    /** Writes the gradient of the tower's parameters, unscaled, and of its input. */
    void backward(float[] parameters, float[] gradient, int rows) {
        int width = layout.towerInput(layers);
        int weight = layout.towerWeight(task, layers);
        Arrays.fill(gradient, weight, weight + width, 0f);
        float biasGradient = 0;
        for (int row = 0; row < rows; row++) {
            float d = outputGradients[row];
            biasGradient += d;
            Elementwise.addScaled(gradient, weight, d, activation[layers], row * width, width);
            Elementwise.setScaled(delta[layers], row * width, d, parameters, weight, width);
        }
        gradient[layout.towerBias(task, layers)] = biasGradient;
        for (int l = layers - 1; l >= 0; l--) {
            backwardLayer(l, gradient, rows);
        }
    }

    private void backwardLayer(int l, float[] gradient, int rows) {
        int in = layout.towerInput(l);
        int out = layout.towerWidth(l);
        Elementwise.backActivate(delta[l + 1], activation[l + 1], rows * out);
        nativeDelta[l + 1].upload(delta[l + 1], 0, rows * out);
        Products.multiplyTransposedA(
                in,
                out,
                rows,
                activationPointer[l],
                in,
                deltaPointer[l + 1],
                out,
                weightGradientPointer[l],
                out);
        int weight = layout.towerWeight(task, l);
        gradients.download(weight, gradient, weight, in * out);
        Elementwise.columnSums(delta[l + 1], rows, out, gradient, layout.towerBias(task, l));
        Products.multiplyTransposedB(
                rows,
                in,
                out,
                deltaPointer[l + 1],
                out,
                weightPointer[l],
                out,
                deltaPointer[l],
                in);
        nativeDelta[l].download(delta[l], rows * in);
    }

    /** Scales the gradient of the tower's parameters. */
    void scale(float[] gradient, float factor) {
        int from = layout.towerWeight(task, 0);
        int to = layout.linearWeight(task) + layout.linearNumerics();
        for (int i = from; i < to; i++) {
            gradient[i] *= factor;
        }
    }

    @Override
    public void close() {
        for (int l = 0; l <= layers; l++) {
            nativeActivation[l].close();
            nativeDelta[l].close();
        }
    }
}
