package io.primacy.learner;

import io.primacy.learner.constraint.Lagrangian;
import io.primacy.learner.loss.Loss;
import io.primacy.learner.network.Anchor;
import io.primacy.learner.network.Network;
import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.optimizer.Optimizer;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import java.util.stream.IntStream;

/**
 * The learner of one priority level: computes its losses and gradients on a mini-batch, and takes
 * the primal step. Holds scratch memory only; what is learned lies in the {@link Model}.
 */
final class Stage {
    private final LearnerConfig config;
    private final int position;
    private final NetworkLayout layout;
    private final Network network;
    private final Optimizer optimizer;
    private final Loss[] losses;
    private final StageRows rows;
    private final float[] linearSums;
    private final float[] labels;
    private final double[][] values;
    private final float[][] predictions;
    private final double[] meanLoss;
    private final double[] meanLabel;
    private final boolean[] labelled;
    private final double[] gram;
    private final Lagrangian lagrangian;
    private final int[] constrained;
    private final Anchor[] anchors;

    Stage(LearnerConfig config, int level, int position, BatchIndex index) {
        this.config = config;
        this.position = position;
        optimizer = Optimizer.of(config.optimizer());
        layout = new NetworkLayout(config, level);
        network = new Network(layout, config.batch().size());
        rows = new StageRows(position, index, layout, Optimizer.of(config.optimizer().forRows()));
        int tasks = layout.tasks().size();
        losses = new Loss[tasks];
        for (int t = 0; t < tasks; t++) {
            losses[t] = Loss.of(layout.tasks().get(t).loss());
        }
        linearSums = new float[layout.wide() ? config.batch().size() * tasks : 0];
        labels = new float[config.batch().size()];
        values = new double[tasks][config.batch().size()];
        predictions = new float[tasks][config.batch().size()];
        meanLoss = new double[tasks];
        meanLabel = new double[tasks];
        labelled = new boolean[tasks];
        gram = new double[tasks * tasks];
        int[] levels = layout.tasks().stream().mapToInt(config::levelOf).toArray();
        lagrangian =
                new Lagrangian(
                        levels,
                        layout.tasks().stream().mapToDouble(TaskConfig::weight).toArray(),
                        config.constraint().scale());
        anchors = new Anchor[position];
        constrained = IntStream.range(0, tasks).filter(t -> levels[t] < level).toArray();
    }

    NetworkLayout layout() {
        return layout;
    }

    /** Index of a config task in this stage, or −1. */
    int indexOf(int configTask) {
        for (int t = 0; t < layout.tasks().size(); t++) {
            if (layout.taskIndex(t) == configTask) {
                return t;
            }
        }
        return -1;
    }

    /** Outputs of the t-th task for the batch last computed. */
    float[] outputs(int t) {
        return network.outputs(t);
    }

    /** What the t-th task's outputs predict. */
    float[] predictions(int t) {
        return predictions[t];
    }

    /** Loss of every example at the t-th task's outputs; NaN where there is no label. */
    double[] losses(int t) {
        return values[t];
    }

    /** Mean loss of the t-th task on the batch last computed, at the weights before the step. */
    double meanLoss(int t) {
        return labelled[t] ? meanLoss[t] : Double.NaN;
    }

    /** Mean label of the t-th task in the batch last computed. */
    double meanLabel(int t) {
        return meanLabel[t];
    }

    /**
     * Forward and backward; leaves gradients in the scratch memory, changes only λ's norms.
     *
     * @param level the level that is optimised: the stage's own, or one above it during the warm-up
     */
    void compute(Model model, int level) {
        MiniBatch batch = model.pending();
        rows.load(batch);
        if (layout.wide()) {
            rows.gatherLinear(batch, linearSums);
        }
        network.forward(model.parameters(position), rows.inputs(), linearSums, batch.size());
        for (int t = 0; t < losses.length; t++) {
            computeLoss(t, batch);
        }
        network.backwardTowers(gram);
        lagrangian.combine(level, model.constraints(position), constrained, labelled, gram);
        network.backwardShared(lagrangian.shared(), lagrangian.own(), rows.inputGradients());
        rows.combine(batch);
        if (layout.wide()) {
            rows.scatterLinear(batch, network.linearGradient());
        }
    }

    private void computeLoss(int t, MiniBatch batch) {
        float[] gradients = network.outputGradients(t);
        int column = layout.taskIndex(t);
        for (int b = 0; b < batch.size(); b++) {
            labels[b] = batch.labels[b * batch.tasks + column];
        }
        losses[t].evaluate(
                network.outputs(t), labels, batch.size(), values[t], predictions[t], gradients);
        double weight = 0;
        double sum = 0;
        double positives = 0;
        for (int b = 0; b < batch.size(); b++) {
            if (Float.isNaN(labels[b])) {
                gradients[b] = 0f;
            } else {
                weight += batch.weights[b];
                positives += batch.weights[b] * labels[b];
                sum += batch.weights[b] * values[t][b];
                gradients[b] *= batch.weights[b];
            }
        }
        labelled[t] = weight > 0;
        meanLoss[t] = sum / weight;
        meanLabel[t] = positives / weight;
        float scale = labelled[t] ? (float) (1 / weight) : 0f;
        for (int b = 0; b < batch.size(); b++) {
            gradients[b] *= scale;
        }
    }

    /** Σ of squares of all gradients; NaN or infinite if any of them, or a loss, is. */
    double gradientSumOfSquares() {
        double sum = rows.gradientSumOfSquares() + network.gradientSumOfSquares();
        for (int t = 0; t < losses.length; t++) {
            sum += labelled[t] && !Double.isFinite(meanLoss[t]) ? Double.NaN : 0;
        }
        return sum;
    }

    /**
     * The primal step: θ ← optimizer(θ, ∇F), the gradient cut to the configured global norm. Rows
     * take it in their copies.
     */
    void step(Model model, double gradientSumOfSquares) {
        double norm = Math.sqrt(gradientSumOfSquares);
        double limit = config.optimizer().clipNorm();
        float scale = limit > 0 && norm > limit ? (float) (limit / norm) : 1f;
        optimizer.step(
                model.parameters(position),
                0,
                model.slots(position),
                0,
                network.gradient(),
                0,
                layout.size(),
                scale,
                model.step() + 1);
        rows.step(scale, model.step() + 1);
    }

    /** Puts the rows back to where they live; after the step, and after all pulls. */
    void store() {
        rows.store();
    }

    /** Takes what was just learned a share of the way to what a stage above has learned. */
    void pull(Model model, Stage above, float share) {
        Anchor anchor = anchors[above.position];
        if (anchor == null) {
            anchor = new Anchor(layout, above.layout, config);
            anchors[above.position] = anchor;
        }
        float[] parameters = model.parameters(position);
        anchor.pull(parameters, model.parameters(above.position), share);
        optimizer.settle(parameters, 0, model.slots(position), 0, layout.size());
        rows.pull(above.rows, share);
    }
}
