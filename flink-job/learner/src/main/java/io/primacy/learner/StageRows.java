package io.primacy.learner;

import io.primacy.learner.network.Network;
import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.optimizer.Optimizer;
import io.primacy.learner.rows.RowGroup;
import io.primacy.learner.rows.RowLayout;
import java.util.Arrays;

/**
 * One stage's part of the rows that a mini-batch touches, copied side by side: per group [rows ×
 * width] weights, slots and gradients. Inputs are gathered from the copies, the gradients of all
 * occurrences of an id are combined, and one optimizer step goes over all rows of a group at once.
 */
final class StageRows {
    private final int stage;
    private final BatchIndex index;
    private final NetworkLayout layout;
    private final Optimizer optimizer;
    private final float[][] weights;
    private final float[][] slots;
    private final float[][] gradients;

    StageRows(int stage, BatchIndex index, NetworkLayout layout, Optimizer optimizer) {
        this.stage = stage;
        this.index = index;
        this.layout = layout;
        this.optimizer = optimizer;
        weights = new float[index.groups()][0];
        slots = new float[index.groups()][0];
        gradients = new float[index.groups()][0];
    }

    /** Copies the rows of the batch that the index has prepared. */
    void load() {
        for (int g = 0; g < weights.length; g++) {
            int rows = index.rows(g);
            int width = index.width(g);
            int perWeight = optimizer.slotsPerWeight();
            weights[g] = atLeast(weights[g], rows * width);
            gradients[g] = atLeast(gradients[g], rows * width);
            slots[g] = atLeast(slots[g], perWeight * rows * width);
            RowGroup group = index.group(g);
            int embedding = group.layout().embedding(stage);
            for (int r = 0; r < rows; r++) {
                int slot = index.slot(g, r);
                int at = group.offset(slot) + embedding;
                System.arraycopy(group.page(slot), at, weights[g], r * width, width);
            }
            int trained = index.trained(g);
            int first = group.layout().slots(stage);
            for (int k = 0; k < perWeight; k++) {
                for (int r = 0; r < trained; r++) {
                    int slot = index.slot(g, r);
                    System.arraycopy(
                            group.page(slot),
                            group.offset(slot) + first + k * width,
                            slots[g],
                            (k * trained + r) * width,
                            width);
                }
            }
        }
    }

    private static float[] atLeast(float[] array, int floats) {
        return array.length < floats ? new float[Math.max(floats, 2 * array.length)] : array;
    }

    /** Fills row-major inputs [batch × inputs] with the embeddings and the numerics. */
    void gather(MiniBatch batch, float[] x) {
        int inputs = layout.inputs();
        int numerics = batch.numerics;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < batch.categoricals; f++) {
                gather(b, f, batch, x, b * inputs + layout.featureOffset(f));
            }
            System.arraycopy(
                    batch.numericValues,
                    b * numerics,
                    x,
                    b * inputs + layout.numericOffset(),
                    numerics);
        }
    }

    private void gather(int b, int f, MiniBatch batch, float[] x, int at) {
        int g = index.groupOf(f);
        int d = index.dimension(g);
        int width = index.width(g);
        int from = batch.begin(b, f);
        int to = batch.end(b, f);
        if (to - from == 1) {
            System.arraycopy(weights[g], index.row(from) * width, x, at, d);
            return;
        }
        Arrays.fill(x, at, at + d, 0f);
        float share = 1f / (to - from);
        for (int o = from; o < to; o++) {
            addScaled(x, at, share, weights[g], index.row(o) * width, d);
        }
    }

    /** Fills [batch × tasks of the stage] with the sums of the linear weights of all ids. */
    void gatherLinear(MiniBatch batch, float[] sums) {
        int tasks = layout.tasks().size();
        Arrays.fill(sums, 0, batch.size * tasks, 0f);
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < batch.categoricals; f++) {
                int g = index.groupOf(f);
                int from = batch.begin(b, f);
                int to = batch.end(b, f);
                float share = 1f / Math.max(1, to - from);
                for (int o = from; o < to; o++) {
                    int at = index.row(o) * index.width(g) + index.dimension(g);
                    for (int t = 0; t < tasks; t++) {
                        sums[b * tasks + t] += share * weights[g][at + layout.taskIndex(t)];
                    }
                }
            }
        }
    }

    /** Sums the gradient of the inputs over the occurrences of each row. */
    void scatter(MiniBatch batch, float[] inputGradient) {
        for (int g = 0; g < gradients.length; g++) {
            if (index.width(g) > index.dimension(g)) {
                Arrays.fill(gradients[g], 0, index.rows(g) * index.width(g), 0f);
            }
        }
        int inputs = layout.inputs();
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < batch.categoricals; f++) {
                scatter(b, f, batch, inputGradient, b * inputs + layout.featureOffset(f));
            }
        }
    }

    private void scatter(int b, int f, MiniBatch batch, float[] inputGradient, int from) {
        int g = index.groupOf(f);
        int d = index.dimension(g);
        int width = index.width(g);
        int begin = batch.begin(b, f);
        int end = batch.end(b, f);
        float share = 1f / Math.max(1, end - begin);
        for (int o = begin; o < end; o++) {
            int at = index.row(o) * width;
            if (index.isFirst(o)) {
                System.arraycopy(inputGradient, from, gradients[g], at, d);
                for (int i = at; i < at + d && end - begin > 1; i++) {
                    gradients[g][i] *= share;
                }
            } else {
                addScaled(gradients[g], at, share, inputGradient, from, d);
            }
        }
    }

    /** Adds the gradients of the linear sums; after {@link #scatter}. */
    void scatterLinear(MiniBatch batch, float[] linearGradient) {
        int tasks = layout.tasks().size();
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < batch.categoricals; f++) {
                int g = index.groupOf(f);
                int from = batch.begin(b, f);
                int to = batch.end(b, f);
                float share = 1f / Math.max(1, to - from);
                for (int o = from; o < to; o++) {
                    int at = index.row(o) * index.width(g) + index.dimension(g);
                    for (int t = 0; t < tasks; t++) {
                        gradients[g][at + layout.taskIndex(t)] +=
                                share * linearGradient[b * tasks + t];
                    }
                }
            }
        }
    }

    /** Σ of squares of the gradients of rows that take a step; NaN or infinite if any is. */
    double gradientSumOfSquares() {
        double sum = 0;
        for (int g = 0; g < gradients.length; g++) {
            sum +=
                    index.width(g) == index.dimension(g)
                            ? Network.sumOfSquares(gradients[g], index.trained(g) * index.width(g))
                            : wideSumOfSquares(g);
        }
        return sum;
    }

    /** In an order that does not depend on how many tasks other stages have. */
    private double wideSumOfSquares(int g) {
        int width = index.width(g);
        int d = index.dimension(g);
        double sum = 0;
        for (int at = 0; at < index.trained(g) * width; at += width) {
            for (int i = at; i < at + d; i++) {
                sum += (double) gradients[g][i] * gradients[g][i];
            }
            for (int t = 0; t < layout.tasks().size(); t++) {
                float own = gradients[g][at + d + layout.taskIndex(t)];
                sum += (double) own * own;
            }
        }
        return sum;
    }

    /**
     * One optimizer step for every row but guests, and back to where the rows live.
     *
     * @param scale factor on the gradient
     * @param number number of the mini-batch in its model, from 1
     */
    void step(float scale, long number) {
        for (int g = 0; g < gradients.length; g++) {
            int n = index.trained(g) * index.width(g);
            optimizer.step(weights[g], 0, slots[g], 0, gradients[g], 0, n, scale, number);
            store(g);
        }
    }

    /**
     * Takes the rows that took a step a share of the way to those of another stage: w ← w + share ·
     * (r − w). Linear weights of tasks that the other stage lacks stay.
     *
     * @param above the other stage's copies of the same batch, after their step
     * @param share 0 to 1
     */
    void pull(StageRows above, float share) {
        for (int g = 0; g < weights.length; g++) {
            int width = index.width(g);
            int d = index.dimension(g);
            for (int r = 0; r < index.trained(g); r++) {
                int at = r * width;
                pull(weights[g], above.weights[g], at, d, share);
                for (int t = 0; width > d && t < above.layout.tasks().size(); t++) {
                    int weight = at + d + above.layout.taskIndex(t);
                    pull(weights[g], above.weights[g], weight, 1, share);
                }
            }
            optimizer.settle(weights[g], 0, slots[g], 0, index.trained(g) * width);
            store(g);
        }
    }

    private static void pull(float[] own, float[] reference, int from, int n, float share) {
        for (int i = from; i < from + n; i++) {
            own[i] += share * (reference[i] - own[i]);
        }
    }

    private void store(int g) {
        RowGroup group = index.group(g);
        RowLayout row = group.layout();
        int width = index.width(g);
        int trained = index.trained(g);
        for (int r = 0; r < trained; r++) {
            int slot = index.slot(g, r);
            float[] page = group.page(slot);
            int at = group.offset(slot);
            System.arraycopy(weights[g], r * width, page, at + row.embedding(stage), width);
            for (int k = 0; k < optimizer.slotsPerWeight(); k++) {
                System.arraycopy(
                        slots[g],
                        (k * trained + r) * width,
                        page,
                        at + row.slots(stage) + k * width,
                        width);
            }
        }
    }

    private static void addScaled(float[] a, int aAt, float factor, float[] b, int bAt, int n) {
        for (int i = 0; i < n; i++) {
            a[aAt + i] += factor * b[bAt + i];
        }
    }
}
