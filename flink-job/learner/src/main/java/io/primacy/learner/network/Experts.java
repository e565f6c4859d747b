package io.primacy.learner.network;

/**
 * The layers of all experts, one beside the other. Values stand unit by unit, an expert's units
 * together, each with the values of all examples: [units × rows]. What the gates mix, the last
 * layer's activations and their gradient, stands an array per unit besides.
 */
final class Experts {
    private final NetworkLayout layout;
    private final int layers;
    private final int experts;
    private final float[] ones;
    private final float[][] hidden;
    private final float[][] delta;
    private final float[][] biasGradient;
    private final float[][] outputs;
    private final float[][] outputGradients;

    /**
     * @param ones as many as there are rows at most
     */
    Experts(NetworkLayout layout, int maxRows, float[] ones) {
        this.layout = layout;
        this.ones = ones;
        layers = layout.expertLayers();
        experts = layout.experts();
        hidden = new float[layers][];
        delta = new float[layers][];
        biasGradient = new float[layers][];
        for (int l = 0; l < layers; l++) {
            hidden[l] = new float[maxRows * results(l)];
            delta[l] = new float[maxRows * Products.padded(results(l))];
            biasGradient[l] = new float[Products.padded(results(l))];
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
    float[] first() {
        return hidden[0];
    }

    /** The gradient of the first product's results. */
    float[] firstGradient() {
        return delta[0];
    }

    /** The last layer's activations, by unit. */
    float[][] outputs() {
        return outputs;
    }

    /** Their gradient, which the caller puts here before {@link #backward}, by unit. */
    float[][] outputGradients() {
        return outputGradients;
    }

    /**
     * Goes on from the first product, of which only the bias is missing. One expert's layer at a
     * time: what a product leaves is then activated, and what is activated multiplied, while it is
     * in the processor's cache.
     */
    void forward(float[] parameters, int rows) {
        for (int l = 1; l < layers; l++) {
            for (int e = 0; e < experts; e++) {
                activate(l - 1, e, parameters, rows);
                multiply(l, e, parameters, rows);
            }
        }
        int last = layers - 1;
        Elementwise.split(hidden[last], 0, outputs, outputs.length, rows);
        for (int u = 0; u < outputs.length; u++) {
            Elementwise.biasAndActivate(outputs[u], 0, rows, parameters[bias(last) + u]);
        }
    }

    private void activate(int l, int e, float[] parameters, int rows) {
        int width = layout.expertWidth(l);
        for (int u = e * width; u < (e + 1) * width; u++) {
            float bias = parameters[bias(l) + u];
            Elementwise.biasAndActivate(hidden[l], u * rows, (u + 1) * rows, bias);
        }
    }

    private void multiply(int l, int e, float[] parameters, int rows) {
        int in = layout.expertWidth(l - 1);
        int out = layout.expertWidth(l);
        Products.multiplyTransposedA(
                out,
                rows,
                in,
                parameters,
                layout.expertWeight(l, e),
                out,
                hidden[l - 1],
                e * in * rows,
                rows,
                hidden[l],
                e * out * rows,
                rows);
    }

    /** Takes the outputs' gradients back to the first product's results. */
    void backward(float[] parameters, float[] gradient, int rows) {
        int last = layers - 1;
        for (int u = 0; u < outputs.length; u++) {
            Elementwise.backActivate(outputGradients[u], outputs[u], 0, rows);
        }
        Elementwise.join(outputGradients, outputs.length, delta[last], 0, rows);
        for (int l = last; l > 0; l--) {
            int units = layout.expertWidth(l - 1) * rows;
            for (int e = 0; e < experts; e++) {
                backward(l, e, parameters, gradient, rows);
                Elementwise.backActivate(delta[l - 1], hidden[l - 1], e * units, (e + 1) * units);
            }
            sumBias(l, rows);
        }
    }

    private void backward(int l, int e, float[] parameters, float[] gradient, int rows) {
        int in = layout.expertWidth(l - 1);
        int out = layout.expertWidth(l);
        int weight = layout.expertWeight(l, e);
        int below = e * in * rows;
        int above = e * out * rows;
        Products.multiplyTransposedB(
                in,
                out,
                rows,
                hidden[l - 1],
                below,
                rows,
                delta[l],
                above,
                rows,
                gradient,
                weight,
                out);
        Products.multiply(
                in,
                rows,
                out,
                parameters,
                weight,
                out,
                delta[l],
                above,
                rows,
                delta[l - 1],
                below,
                rows);
    }

    /** Sums the gradient of the first product's results, the gates' included, for its bias. */
    void sumFirst(int rows) {
        sumBias(0, rows);
    }

    private void sumBias(int l, int rows) {
        Products.rowSums(results(l), rows, delta[l], ones, biasGradient[l]);
    }

    /** Writes the gradients of all biases into the network's. */
    void putBiasGradients(float[] gradient) {
        for (int l = 0; l < layers; l++) {
            System.arraycopy(biasGradient[l], 0, gradient, bias(l), results(l));
        }
    }

    /** Scales the gradient that has reached a task's own experts in the first layer. */
    void scaleOwnFirst(int task, float factor, int rows) {
        int width = layout.expertWidth(0) * rows;
        int from = layout.ownExperts(task) * width;
        Elementwise.scale(delta[0], from, from + layout.taskExperts() * width, factor);
    }
}
