package io.primacy.learner.network;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Forward and backward pass of one stage's network over one mini-batch of up to {@code maxRows}
 * examples. Holds scratch memory only: the parameters belong to the caller. Call in this order:
 * {@link #forward}, {@link #backwardTowers}, {@link #backwardShared}.
 */
public final class Network implements AutoCloseable {
    private final NetworkLayout layout;
    private final int layers;
    private final int tasks;
    private final int columns;
    private final int[] strides;

    private final NativeMatrix nativeParameters;
    private final NativeMatrix nativeGradient;
    private final NativeMatrix nativeInput;
    private final NativeMatrix nativeInputGradient;
    private final NativeMatrix[] nativeHidden;
    private final NativeMatrix[] nativeHiddenGradient;
    private final FloatPointer input;
    private final FloatPointer inputGradientPointer;
    private final FloatPointer inputWeight;
    private final FloatPointer inputWeightGradient;
    private final FloatPointer[] firstHidden;
    private final FloatPointer[][] hiddenBlock;
    private final FloatPointer[][] hiddenGradientBlock;
    private final FloatPointer[][] expertWeight;
    private final FloatPointer[][] expertWeightGradient;

    private final float[][] hidden;
    private final float[][] hiddenGradient;
    private final Gates gates;
    private final Tower[] towers;
    private final LinearPart linear;
    private final float[] linearGradient;
    private final float[] gradient;
    private final float[] inputGradient;
    private float[] parameters;
    private float[] x;
    private int rows;

    /**
     * @param layout sizes and places of the parameters
     * @param maxRows largest mini-batch
     */
    public Network(NetworkLayout layout, int maxRows) {
        this.layout = layout;
        layers = layout.expertLayers();
        tasks = layout.tasks().size();
        columns = layout.inputColumns();
        nativeParameters = new NativeMatrix(layout.size());
        nativeGradient = new NativeMatrix(layout.size());
        nativeInput = new NativeMatrix(maxRows * layout.inputs());
        nativeInputGradient = new NativeMatrix(maxRows * layout.inputs());
        input = nativeInput.at(0);
        inputGradientPointer = nativeInputGradient.at(0);
        inputWeight = nativeParameters.at(layout.inputWeight());
        inputWeightGradient = nativeGradient.at(layout.inputWeight());
        strides = new int[layers];
        nativeHidden = new NativeMatrix[layers];
        nativeHiddenGradient = new NativeMatrix[layers];
        hidden = new float[layers][];
        hiddenGradient = new float[layers][];
        hiddenBlock = new FloatPointer[layers][];
        hiddenGradientBlock = new FloatPointer[layers][];
        expertWeight = new FloatPointer[layers][];
        expertWeightGradient = new FloatPointer[layers][];
        for (int l = 0; l < layers; l++) {
            strides[l] = l == 0 ? columns : layout.experts() * layout.expertWidth(l);
            nativeHidden[l] = new NativeMatrix(maxRows * strides[l]);
            nativeHiddenGradient[l] = new NativeMatrix(maxRows * strides[l]);
            hidden[l] = new float[maxRows * strides[l]];
            hiddenGradient[l] = new float[maxRows * strides[l]];
            hiddenBlock[l] = new FloatPointer[layout.experts()];
            hiddenGradientBlock[l] = new FloatPointer[layout.experts()];
            expertWeight[l] = new FloatPointer[layout.experts()];
            expertWeightGradient[l] = new FloatPointer[layout.experts()];
            for (int e = 0; e < layout.experts(); e++) {
                hiddenBlock[l][e] = nativeHidden[l].at(e * layout.expertWidth(l));
                hiddenGradientBlock[l][e] = nativeHiddenGradient[l].at(e * layout.expertWidth(l));
                if (l > 0) {
                    expertWeight[l][e] = nativeParameters.at(layout.expertWeight(l, e));
                    expertWeightGradient[l][e] = nativeGradient.at(layout.expertWeight(l, e));
                }
            }
        }
        firstHidden = new FloatPointer[] {nativeHidden[0].at(0), nativeHiddenGradient[0].at(0)};
        gradient = new float[layout.size()];
        inputGradient = new float[maxRows * layout.inputs()];
        gates = new Gates(layout, maxRows);
        linear = new LinearPart(layout);
        linearGradient = new float[layout.wide() ? maxRows * tasks : 0];
        towers = new Tower[tasks];
        for (int t = 0; t < tasks; t++) {
            towers[t] = new Tower(layout, t, maxRows, nativeParameters, nativeGradient);
        }
    }

    /**
     * Computes every task's output.
     *
     * @param parameters the stage's parameters, {@link NetworkLayout#size()} floats
     * @param x inputs, row-major [rows × inputs]
     * @param linearSums per example and task, row-major [rows × tasks]: the sum of its ids' linear
     *     weights; unused if the model is not wide
     * @param rows examples
     */
    public void forward(float[] parameters, float[] x, float[] linearSums, int rows) {
        this.parameters = parameters;
        this.x = x;
        this.rows = rows;
        nativeParameters.upload(parameters, 0, layout.size());
        nativeInput.upload(x, 0, rows * layout.inputs());
        Products.multiply(
                rows,
                columns,
                layout.inputs(),
                input,
                layout.inputs(),
                inputWeight,
                columns,
                firstHidden[0],
                columns);
        nativeHidden[0].download(hidden[0], rows * columns);
        Elementwise.biasAndActivate(
                hidden[0], rows, columns, 0, layout.gateColumn(0), parameters, layout.inputBias());
        for (int l = 1; l < layers; l++) {
            nativeHidden[l - 1].upload(hidden[l - 1], 0, rows * strides[l - 1]);
            forwardExperts(l);
        }
        gates.forward(parameters, hidden[0], rows);
        for (int t = 0; t < tasks; t++) {
            gates.mix(t, hidden[layers - 1], strides[layers - 1], towers[t].input(), rows);
            towers[t].forward(parameters, rows);
            if (layout.wide()) {
                linear.forward(t, parameters, x, linearSums, towers[t].outputs(), rows);
            }
        }
    }

    private void forwardExperts(int l) {
        int in = layout.expertWidth(l - 1);
        int out = layout.expertWidth(l);
        for (int e = 0; e < layout.experts(); e++) {
            Products.multiply(
                    rows,
                    out,
                    in,
                    hiddenBlock[l - 1][e],
                    strides[l - 1],
                    expertWeight[l][e],
                    out,
                    hiddenBlock[l][e],
                    strides[l]);
        }
        nativeHidden[l].download(hidden[l], rows * strides[l]);
        Elementwise.biasAndActivate(
                hidden[l], rows, strides[l], 0, strides[l], parameters, layout.expertBias(l));
    }

    /** Outputs (logits) of the stage's t-th task; the first {@code rows} are valid. */
    public float[] outputs(int t) {
        return towers[t].outputs();
    }

    /** Where the caller puts ∂L_t/∂output before {@link #backwardTowers}. */
    public float[] outputGradients(int t) {
        return towers[t].outputGradients();
    }

    /**
     * Takes the gradients back through every task's tower, unscaled, to the experts' outputs.
     *
     * @param gram receives the inner products of the tasks' gradients there, row-major [tasks ×
     *     tasks]
     */
    public void backwardTowers(double[] gram) {
        for (int t = 0; t < tasks; t++) {
            towers[t].backward(parameters, gradient, rows);
            if (layout.wide()) {
                linear.backward(t, x, towers[t].outputGradients(), gradient, rows);
            }
        }
        for (int t = 0; t < tasks; t++) {
            for (int u = t; u < tasks; u++) {
                double product =
                        gates.innerProduct(
                                t, u, towers[t].inputGradient(), towers[u].inputGradient(), rows);
                gram[t * tasks + u] = product;
                gram[u * tasks + t] = product;
            }
        }
    }

    /**
     * Takes the gradients on to the inputs, each task scaled.
     *
     * @param shared per task: factor of its loss in what the shared parameters (experts,
     *     embeddings) descend
     * @param own per task: factor of its loss in what its private parameters (tower, gate, linear
     *     weights) descend
     */
    public void backwardShared(float[] shared, float[] own) {
        int last = layers - 1;
        Arrays.fill(hiddenGradient[last], 0, rows * strides[last], 0f);
        for (int t = 0; t < tasks; t++) {
            towers[t].scale(gradient, own[t]);
            if (layout.wide()) {
                linear.sumGradients(t, own[t], towers[t].outputGradients(), linearGradient, rows);
            }
            gates.backward(
                    t,
                    towers[t].inputGradient(),
                    hidden[last],
                    hiddenGradient[last],
                    strides[last],
                    shared[t],
                    own[t],
                    rows);
        }
        for (int l = last; l > 0; l--) {
            Elementwise.backActivate(hiddenGradient[l], hidden[l], rows * strides[l]);
            backwardExperts(l);
        }
        Elementwise.backActivate(hiddenGradient[0], hidden[0], rows, columns, layout.gateColumn(0));
        gates.putGradients(hiddenGradient[0], own, rows);
        backwardInput(shared, own);
    }

    private void backwardExperts(int l) {
        int in = layout.expertWidth(l - 1);
        int out = layout.expertWidth(l);
        int size = in * out;
        nativeHiddenGradient[l].upload(hiddenGradient[l], 0, rows * strides[l]);
        Elementwise.columnSums(hiddenGradient[l], rows, strides[l], gradient, layout.expertBias(l));
        for (int e = 0; e < layout.experts(); e++) {
            Products.multiplyTransposedA(
                    in,
                    out,
                    rows,
                    hiddenBlock[l - 1][e],
                    strides[l - 1],
                    hiddenGradientBlock[l][e],
                    strides[l],
                    expertWeightGradient[l][e],
                    out);
            Products.multiplyTransposedB(
                    rows,
                    in,
                    out,
                    hiddenGradientBlock[l][e],
                    strides[l],
                    expertWeight[l][e],
                    out,
                    hiddenGradientBlock[l - 1][e],
                    strides[l - 1]);
        }
        int first = layout.expertWeight(l, 0);
        nativeGradient.download(first, gradient, first, layout.experts() * size);
        nativeHiddenGradient[l - 1].download(hiddenGradient[l - 1], rows * strides[l - 1]);
    }

    private void backwardInput(float[] shared, float[] own) {
        float[] d = hiddenGradient[0];
        int inputs = layout.inputs();
        nativeHiddenGradient[0].upload(d, 0, rows * columns);
        Elementwise.columnSums(d, rows, columns, gradient, layout.inputBias());
        Products.multiplyTransposedA(
                inputs,
                columns,
                rows,
                input,
                inputs,
                firstHidden[1],
                columns,
                inputWeightGradient,
                columns);
        nativeGradient.download(0, gradient, 0, inputs * columns);
        if (layout.gated() && !Arrays.equals(shared, own)) {
            // What is a task's own reaches the shared embeddings with the task's shared factor.
            gates.putGradients(d, shared, rows);
            scaleOwnExperts(d, shared, own);
            int first = layout.sharedExperts() * layout.expertWidth(0);
            int from = layout.taskExperts() > 0 ? first : layout.gateColumn(0);
            nativeHiddenGradient[0].uploadColumns(d, rows, columns, from, columns - from);
        }
        Products.multiplyTransposedB(
                rows,
                inputs,
                columns,
                firstHidden[1],
                columns,
                inputWeight,
                columns,
                inputGradientPointer,
                inputs);
        nativeInputGradient.download(inputGradient, rows * inputs);
    }

    private void scaleOwnExperts(float[] d, float[] shared, float[] own) {
        int width = layout.taskExperts() * layout.expertWidth(0);
        for (int t = 0; t < tasks && width > 0; t++) {
            float ratio = own[t] == 0 ? 0 : shared[t] / own[t];
            int column = layout.ownExperts(t) * layout.expertWidth(0);
            for (int row = 0; row < rows; row++) {
                Elementwise.setScaled(
                        d, row * columns + column, ratio, d, row * columns + column, width);
            }
        }
    }

    /** The dense gradient, laid out like the parameters. */
    public float[] gradient() {
        return gradient;
    }

    /** The gradient of the inputs through the experts, row-major [rows × inputs]. */
    public float[] inputGradient() {
        return inputGradient;
    }

    /**
     * The gradient of the linear sums, row-major [rows × tasks]; empty if the model is not wide.
     */
    public float[] linearGradient() {
        return linearGradient;
    }

    /** Σ of squares of the dense gradient; NaN or infinite if any element is. */
    public double gradientSumOfSquares() {
        return Elementwise.sumOfSquares(gradient, layout.size());
    }

    /** Σ of squares of the first {@code n} floats; NaN or infinite if any of them is. */
    public static double sumOfSquares(float[] x, int n) {
        return Elementwise.sumOfSquares(x, n);
    }

    @Override
    public void close() {
        nativeParameters.close();
        nativeGradient.close();
        nativeInput.close();
        nativeInputGradient.close();
        for (int l = 0; l < layers; l++) {
            nativeHidden[l].close();
            nativeHiddenGradient[l].close();
        }
        for (Tower tower : towers) {
            tower.close();
        }
    }
}
