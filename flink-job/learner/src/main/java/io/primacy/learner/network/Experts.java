package io.primacy.learner.network;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The layers of all experts, one beside the other. Values stand unit by unit, an expert's units
 * together, each with the values of all examples: [units × rows]. The last layer, which the gates
 * mix, is an array per unit; the layers before it, one array each.
 */
final class Experts implements AutoCloseable {
    private final NetworkLayout layout;
    private final int layers;
    private final int experts;
    private final FloatPointer ones;
    private final NativeMatrix[] nativeHidden;
    private final NativeMatrix[] nativeGradient;
    private final FloatPointer[][] hiddenBlock;
    private final FloatPointer[][] gradientBlock;
    private final FloatPointer[][] weight;
    private final FloatPointer[][] weightGradient;
    private final NativeMatrix[] biasGradient;
    private final FloatPointer[] biasGradientPointer;
    private final float[][] inner;
    private final float[][] innerGradient;
    private final float[][] outputs;
    private final float[][] outputGradients;
    private int rows;

    /**
     * @param parameters, gradients of the whole network
     * @param ones as many as there are rows at most
     */
    Experts(
            NetworkLayout layout,
            int maxRows,
            NativeMatrix parameters,
            NativeMatrix gradients,
            FloatPointer ones) {
        this.layout = layout;
        this.ones = ones;
        layers = layout.expertLayers();
        experts = layout.experts();
        nativeHidden = new NativeMatrix[layers];
        nativeGradient = new NativeMatrix[layers];
        hiddenBlock = new FloatPointer[layers][experts];
        gradientBlock = new FloatPointer[layers][experts];
        weight = new FloatPointer[layers][experts];
        weightGradient = new FloatPointer[layers][experts];
        biasGradient = new NativeMatrix[layers];
        biasGradientPointer = new FloatPointer[layers];
        inner = new float[layers - 1][];
        innerGradient = new float[layers - 1][];
        for (int l = 0; l < layers; l++) {
            nativeHidden[l] = new NativeMatrix(maxRows * results(l));
            nativeGradient[l] = new NativeMatrix(maxRows * Products.padded(results(l)));
            biasGradient[l] = new NativeMatrix(Products.padded(results(l)));
            biasGradientPointer[l] = biasGradient[l].at(0);
            if (l < layers - 1) {
                inner[l] = new float[maxRows * units(l)];
                innerGradient[l] = new float[maxRows * units(l)];
            }
            for (int e = 0; e < experts; e++) {
                hiddenBlock[l][e] = nativeHidden[l].at(0);
                gradientBlock[l][e] = nativeGradient[l].at(0);
                if (l > 0) {
                    weight[l][e] = parameters.at(layout.expertWeight(l, e));
                    weightGradient[l][e] = gradients.at(layout.expertWeight(l, e));
                }
            }
        }
        outputs = new float[units(layers - 1)][maxRows];
        outputGradients = new float[units(layers - 1)][maxRows];
    }

    private int units(int l) {
        return experts * layout.expertWidth(l);
    }

    /** Units that a layer's product gives: the first one's gives the gates, too. */
    private int results(int l) {
        return l == 0 ? layout.inputColumns() : units(l);
    }

    private int bias(int l) {
        return l == 0 ? layout.inputBias() : layout.expertBias(l);
    }

    /** The first product's results, the gates' behind the experts', [columns × rows]. */
    NativeMatrix first() {
        return nativeHidden[0];
    }

    /** The gradient of the first product's results. */
    NativeMatrix firstGradient() {
        return nativeGradient[0];
    }

    /** The last layer's activations, by unit. */
    float[][] outputs() {
        return outputs;
    }

    /** Their gradient, which the caller puts here before {@link #backward}, by unit. */
    float[][] outputGradients() {
        return outputGradients;
    }

    /** Moves the blocks of the experts to where they stand with so many examples. */
    private void place(int rows) {
        if (rows == this.rows) {
            return;
        }
        this.rows = rows;
        for (int l = 0; l < layers; l++) {
            for (int e = 0; e < experts; e++) {
                int at = e * layout.expertWidth(l) * rows;
                nativeHidden[l].move(hiddenBlock[l][e], at);
                nativeGradient[l].move(gradientBlock[l][e], at);
            }
        }
    }

    /** Goes on from the first product, of which only the bias is missing. */
    void forward(float[] parameters, int rows) {
        place(rows);
        for (int l = 0; l < layers; l++) {
            int bias = bias(l);
            if (l == layers - 1) {
                nativeHidden[l].downloadUnits(0, outputs, units(l), rows);
                for (int u = 0; u < outputs.length; u++) {
                    Elementwise.biasAndActivate(outputs[u], 0, rows, parameters[bias + u]);
                }
            } else {
                nativeHidden[l].download(0, inner[l], 0, units(l) * rows);
                for (int u = 0; u < units(l); u++) {
                    Elementwise.biasAndActivate(
                            inner[l], u * rows, (u + 1) * rows, parameters[bias + u]);
                }
                nativeHidden[l].upload(0, inner[l], 0, units(l) * rows);
                multiply(l + 1);
            }
        }
    }

    private void multiply(int l) {
        int in = layout.expertWidth(l - 1);
        int out = layout.expertWidth(l);
        for (int e = 0; e < experts; e++) {
            Products.multiplyTransposedA(
                    out,
                    rows,
                    in,
                    weight[l][e],
                    out,
                    hiddenBlock[l - 1][e],
                    rows,
                    hiddenBlock[l][e],
                    rows);
        }
    }

    /** Takes the outputs' gradients back to the first product's results. */
    void backward() {
        int last = layers - 1;
        for (int u = 0; u < outputs.length; u++) {
            Elementwise.backActivate(outputGradients[u], outputs[u], rows);
        }
        nativeGradient[last].uploadUnits(0, outputGradients, outputs.length, rows);
        for (int l = last; l > 0; l--) {
            backward(l);
            int floats = units(l - 1) * rows;
            nativeGradient[l - 1].download(0, innerGradient[l - 1], 0, floats);
            Elementwise.backActivate(innerGradient[l - 1], inner[l - 1], floats);
            nativeGradient[l - 1].upload(0, innerGradient[l - 1], 0, floats);
        }
    }

    private void backward(int l) {
        int in = layout.expertWidth(l - 1);
        int out = layout.expertWidth(l);
        for (int e = 0; e < experts; e++) {
            FloatPointer d = gradientBlock[l][e];
            Products.multiplyTransposedB(
                    in, out, rows, hiddenBlock[l - 1][e], rows, d, rows, weightGradient[l][e], out);
            Products.multiply(
                    in, rows, out, weight[l][e], out, d, rows, gradientBlock[l - 1][e], rows);
        }
        sumBias(l);
    }

    /** Sums the gradient of the first product's results, the gates' included, for its bias. */
    void sumFirst() {
        sumBias(0);
    }

    private void sumBias(int l) {
        Products.rowSums(results(l), rows, gradientBlock[l][0], ones, biasGradientPointer[l]);
    }

    /** Writes the gradients of all biases into the network's. */
    void downloadBiases(float[] gradient) {
        for (int l = 0; l < layers; l++) {
            biasGradient[l].download(0, gradient, bias(l), results(l));
        }
    }

    /** Scales the gradient that has reached a task's own experts in the first layer. */
    void scaleOwnFirst(int task, float factor) {
        int units = layout.taskExperts() * layout.expertWidth(0);
        Products.scale(units * rows, factor, gradientBlock[0][layout.ownExperts(task)]);
    }

    @Override
    public void close() {
        for (int l = 0; l < layers; l++) {
            nativeHidden[l].close();
            nativeGradient[l].close();
            biasGradient[l].close();
        }
    }
}
