package io.primacy.learner;

import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.network.SumOfSquares;
import io.primacy.learner.optimizer.Optimizer;
import io.primacy.learner.rows.RowGroup;
import java.util.Arrays;

/**
 * One stage's part of the rows that a mini-batch touches, copied side by side: weights, slots and
 * gradients, each an array that begins with the inputs of the network (see {@link RowPlaces}). The
 * gradients of all occurrences of an id are combined, and one optimizer step goes over everything
 * at once; where no row stands it meets gradients of 0, and what it leaves there is not kept.
 */
final class StageRows {
    /** Rows that are read together and then copied, few enough for the first cache. */
    private static final int ROWS_TOGETHER = 64;

    private final int stage;
    private final BatchIndex index;
    private final FeatureGroups features;
    private final RowPlaces places;
    private final NetworkLayout layout;
    private final WideRows wide;
    private final Optimizer optimizer;
    private final SumOfSquares sumOfSquares = new SumOfSquares();
    private float[] weights = {};
    private float[] slots = {};
    private float[] gradients = {};

    StageRows(int stage, BatchIndex index, NetworkLayout layout, Optimizer optimizer) {
        this.stage = stage;
        this.index = index;
        features = index.features();
        places = index.places();
        this.layout = layout;
        wide = new WideRows(index, layout);
        this.optimizer = optimizer;
    }

    /** Copies the rows of the batch that the index has prepared, and fills in the inputs. */
    void load(MiniBatch batch) {
        int n = places.length();
        weights = atLeast(weights, n);
        gradients = atLeast(gradients, n);
        slots = atLeast(slots, optimizer.slotsPerWeight() * n);
        for (int g = 0; g < features.groups(); g++) {
            load(g);
        }
        for (int i = 0; i < places.derived(); i++) {
            derive(batch, places.derivedExample(i), places.derivedFeature(i));
        }
        int numerics = batch.numerics;
        for (int b = 0; b < batch.size && numerics > 0; b++) {
            int at = b * features.inputs() + layout.numericOffset();
            System.arraycopy(batch.numericValues, b * numerics, weights, at, numerics);
            clearSlots(at, numerics);
        }
    }

    private static float[] atLeast(float[] array, int floats) {
        return array.length < floats ? new float[Math.max(floats, 2 * array.length)] : array;
    }

    private void load(int g) {
        RowGroup group = index.group(g);
        int[] from = index.slots(g);
        int[] to = places.of(g);
        int rows = index.rows(g);
        int width = features.width(g);
        int embedding = group.layout().embedding(stage);
        int first = group.layout().slots(stage);
        for (int r = 0; r < rows; r += ROWS_TOGETHER) {
            int end = Math.min(rows, r + ROWS_TOGETHER);
            group.read(from, r, end, stage);
            group.gather(from, to, r, end, embedding, width, weights, 0);
            for (int k = 0; k < optimizer.slotsPerWeight(); k++) {
                int at = k * places.length();
                group.gather(from, to, r, end, first + k * width, width, slots, at);
            }
        }
        for (int r = index.trained(g); r < rows; r++) {
            clearSlots(to[r], width);
        }
    }

    /** The mean of the rows of a feature's ids becomes its input. */
    private void derive(MiniBatch batch, int b, int f) {
        int at = features.input(b, f);
        int d = features.dimensionOf(f);
        int from = batch.begin(b, f);
        int to = batch.end(b, f);
        clearSlots(at, d);
        if (to - from == 1) {
            System.arraycopy(weights, places.ofOccurrence(from), weights, at, d);
            return;
        }
        Arrays.fill(weights, at, at + d, 0f);
        float share = 1f / (to - from);
        for (int o = from; o < to; o++) {
            addScaled(weights, at, share, places.ofOccurrence(o), d);
        }
    }

    /**
     * No row stands there. What an optimizer makes of a slot without gradients, batch after batch,
     * is a subnormal number sooner or later, and those are slow.
     */
    private void clearSlots(int at, int n) {
        for (int k = 0; k < optimizer.slotsPerWeight(); k++) {
            int from = k * places.length() + at;
            Arrays.fill(slots, from, from + n, 0f);
        }
    }

    /** The inputs of the network, row-major [batch × inputs], and behind them other rows. */
    float[] inputs() {
        return weights;
    }

    /** Where the caller puts the gradient of the {@link #inputs} before {@link #combine}. */
    float[] inputGradients() {
        return gradients;
    }

    /** Fills [batch × tasks of the stage] with the sums of the linear weights of all ids. */
    void gatherLinear(MiniBatch batch, float[] sums) {
        wide.sum(batch, weights, sums);
    }

    /** Sums the gradient of the inputs over the occurrences of each row that takes a step. */
    void combine(MiniBatch batch) {
        Arrays.fill(gradients, batch.size * features.inputs(), places.length(), 0f);
        for (int i = 0; i < places.derived(); i++) {
            int b = places.derivedExample(i);
            int f = places.derivedFeature(i);
            int at = features.input(b, f);
            int d = features.dimensionOf(f);
            int from = batch.begin(b, f);
            int to = batch.end(b, f);
            float share = 1f / Math.max(1, to - from);
            for (int o = from; o < to; o++) {
                addScaled(gradients, places.ofOccurrence(o), share, at, d);
            }
            Arrays.fill(gradients, at, at + d, 0f);
        }
        int numerics = batch.numerics;
        for (int b = 0; b < batch.size && numerics > 0; b++) {
            int at = b * features.inputs() + layout.numericOffset();
            Arrays.fill(gradients, at, at + numerics, 0f);
        }
        for (int g = 0; g < features.groups(); g++) {
            for (int r = index.trained(g); r < index.rows(g); r++) {
                int at = places.of(g, r);
                Arrays.fill(gradients, at, at + features.width(g), 0f);
            }
        }
    }

    /** Adds the gradients of the linear sums; after {@link #combine}. */
    void scatterLinear(MiniBatch batch, float[] linearGradient) {
        wide.addGradients(batch, linearGradient, gradients);
    }

    /** Σ of squares of the gradients of rows that take a step; NaN or infinite if any is. */
    double gradientSumOfSquares() {
        return layout.wide()
                ? wide.sumOfSquares(gradients)
                : sumOfSquares.of(gradients, places.length());
    }

    /**
     * One optimizer step for every row but guests.
     *
     * @param scale factor on the gradient
     * @param number number of the mini-batch in its model, from 1
     */
    void step(float scale, long number) {
        optimizer.step(weights, 0, slots, 0, gradients, 0, places.length(), scale, number);
    }

    /**
     * Takes the rows that took a step a share of the way to those of another stage: w ← w + share ·
     * (r − w). Linear weights of tasks that the other stage lacks stay.
     *
     * @param above the other stage's copies of the same batch, after their step
     * @param share 0 to 1
     */
    void pull(StageRows above, float share) {
        if (layout.wide()) {
            wide.pull(weights, above.weights, above.layout, share);
        } else {
            pull(weights, above.weights, 0, places.length(), share);
        }
        optimizer.settle(weights, 0, slots, 0, places.length());
    }

    /** own ← own + share · (reference − own), from one place on. */
    static void pull(float[] own, float[] reference, int from, int n, float share) {
        for (int i = from; i < from + n; i++) {
            own[i] += share * (reference[i] - own[i]);
        }
    }

    /** Copies the rows that took a step back to where they live. */
    void store() {
        for (int g = 0; g < features.groups(); g++) {
            store(g);
        }
    }

    private void store(int g) {
        RowGroup group = index.group(g);
        int[] to = index.slots(g);
        int[] from = places.of(g);
        int trained = index.trained(g);
        int width = features.width(g);
        int embedding = group.layout().embedding(stage);
        int first = group.layout().slots(stage);
        for (int r = 0; r < trained; r += ROWS_TOGETHER) {
            int end = Math.min(trained, r + ROWS_TOGETHER);
            group.read(to, r, end, stage);
            group.scatter(to, from, r, end, embedding, width, weights, 0);
            for (int k = 0; k < optimizer.slotsPerWeight(); k++) {
                int at = k * places.length();
                group.scatter(to, from, r, end, first + k * width, width, slots, at);
            }
        }
    }

    /** a[to …] ← a[to …] + factor · a[from …]. */
    private static void addScaled(float[] a, int to, float factor, int from, int n) {
        for (int i = 0; i < n; i++) {
            a[to + i] += factor * a[from + i];
        }
    }
}
