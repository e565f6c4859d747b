package io.primacy.learner.network;

import java.util.Arrays;

/**
 * Forward and backward pass of one stage's network over one mini-batch of up to {@code maxRows}
 * examples. Holds scratch memory only: the parameters belong to the caller. Call in this order:
 * {@link #forward}, {@link #backwardTowers}, {@link #backwardShared}.
 */
public final class Network {
    private final NetworkLayout layout;
    private final int tasks;
    private final int inputs;
    private final int columns;

    private final Experts experts;
    private final Gates gates;
    private final Tower[] towers;
    private final LinearPart linear;
    private final float[] linearGradient;
    private final float[] gradient;
    private final SumOfSquares sumOfSquares = new SumOfSquares();
    private float[] parameters;
    private float[] x;
    private int rows;

    /**
     * @param layout sizes and places of the parameters
     * @param maxRows largest mini-batch
     */
    public Network(NetworkLayout layout, int maxRows) {
        this.layout = layout;
        tasks = layout.tasks().size();
        inputs = layout.inputs();
        columns = layout.inputColumns();
        float[] ones = new float[maxRows];
        Arrays.fill(ones, 1f);
        gradient = new float[layout.size()];
        experts = new Experts(layout, maxRows, ones);
        gates = new Gates(layout, maxRows);
        linear = new LinearPart(layout);
        linearGradient = new float[layout.wide() ? maxRows * tasks : 0];
        towers = new Tower[tasks];
        for (int t = 0; t < tasks; t++) {
            towers[t] = new Tower(layout, t, maxRows, ones);
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
        Products.multiplyTransposedB(
                columns,
                rows,
                inputs,
                parameters,
                layout.inputWeight(0),
                inputs,
                x,
                0,
                inputs,
                experts.first(),
                0,
                rows);
        gates.forward(parameters, experts.first(), rows);
        experts.forward(parameters, rows);
        for (int t = 0; t < tasks; t++) {
            gates.mix(t, experts.outputs(), towers[t].input(), rows);
            towers[t].forward(parameters, rows);
            if (layout.wide()) {
                linear.forward(t, parameters, x, linearSums, towers[t].outputs(), rows);
            }
        }
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
        for (Tower tower : towers) {
            tower.backward(parameters, gradient, rows);
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
     * @param inputGradient receives the gradient of the inputs through the experts, row-major [rows
     *     × inputs]
     */
    public void backwardShared(float[] shared, float[] own, float[] inputGradient) {
        for (int t = 0; t < tasks; t++) {
            gates.backward(
                    t,
                    towers[t].inputGradient(),
                    experts.outputs(),
                    experts.outputGradients(),
                    shared[t],
                    own[t],
                    rows);
        }
        experts.backward(parameters, gradient, rows);
        backwardInput(shared, own, inputGradient);
        experts.putBiasGradients(gradient);
        for (int t = 0; t < tasks; t++) {
            towers[t].finish(own[t], gradient);
            if (layout.wide()) {
                float[] outputGradients = towers[t].outputGradients();
                linear.backward(t, x, own[t], outputGradients, gradient, rows);
                linear.sumGradients(t, own[t], outputGradients, linearGradient, rows);
            }
        }
    }

    private void backwardInput(float[] shared, float[] own, float[] inputGradient) {
        float[] firstGradient = experts.firstGradient();
        gates.putGradients(firstGradient, own, rows);
        Products.multiply(
                columns,
                inputs,
                rows,
                firstGradient,
                0,
                rows,
                x,
                0,
                inputs,
                gradient,
                layout.inputWeight(0),
                inputs);
        experts.sumFirst(rows);
        if (layout.gated() && !Arrays.equals(shared, own)) {
            // What is a task's own reaches the shared embeddings with the task's shared factor.
            gates.putGradients(firstGradient, shared, rows);
            for (int t = 0; t < tasks && layout.taskExperts() > 0; t++) {
                experts.scaleOwnFirst(t, own[t] == 0 ? 0 : shared[t] / own[t], rows);
            }
        }
        Products.multiplyTransposedA(
                rows,
                inputs,
                columns,
                firstGradient,
                0,
                rows,
                parameters,
                layout.inputWeight(0),
                inputs,
                inputGradient,
                0,
                inputs);
    }

    /** The dense gradient, laid out like the parameters. */
    public float[] gradient() {
        return gradient;
    }

    /**
     * The gradient of the linear sums, row-major [rows × tasks]; empty if the model is not wide.
     */
    public float[] linearGradient() {
        return linearGradient;
    }

    /** Σ of squares of the dense gradient; NaN or infinite if any element is. */
    public double gradientSumOfSquares() {
        return sumOfSquares.of(gradient, layout.size());
    }
}
