package io.primacy.learner;

import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.optimizer.Optimizer;
import io.primacy.learner.rows.Admission;
import io.primacy.learner.rows.RowGroup;
import io.primacy.learner.rows.RowLayout;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that a mini-batch touches, each once: looked up once for all stages, gathered into
 * inputs, and the gradients of all occurrences of an id combined before its one step.
 */
final class BatchIndex {
    private final List<FeatureConfig> features;
    private final int numerics;
    private final int[] dimensions;
    private final int linear;
    private final int[] groupOf;
    private final int[][] slots;
    private final int[] uniques;
    private final int[] trained;
    private int[] local = new int[0];
    private int[] places = new int[64];
    private int[] ordered = new int[64];
    private long[] times = new long[0];

    private Model model;
    private MiniBatch batch;

    BatchIndex(LearnerConfig config) {
        features = config.categorical();
        numerics = config.numeric().size();
        dimensions = dimensions(config);
        linear = linearWeights(config);
        groupOf = new int[features.size()];
        for (int f = 0; f < groupOf.length; f++) {
            groupOf[f] = Arrays.binarySearch(dimensions, features.get(f).dimension());
        }
        slots = new int[dimensions.length][64];
        uniques = new int[dimensions.length];
        trained = new int[dimensions.length];
    }

    /** Distinct embedding dimensions, ascending; the groups of a row table stand in this order. */
    static int[] dimensions(LearnerConfig config) {
        return config.categorical().stream()
                .mapToInt(FeatureConfig::dimension)
                .distinct()
                .sorted()
                .toArray();
    }

    /** Linear weights of a row: one per task where the model is wide. */
    static int linearWeights(LearnerConfig config) {
        return config.model().wide() ? config.tasks().size() : 0;
    }

    /**
     * Makes the rows of the model's pending batch resident and finds out which occur more than
     * once. Ids without a row are admitted, or are guests until {@link #release}.
     */
    void prepare(Model model) {
        this.model = model;
        this.batch = model.pending();
        model.rows().advanceClock(medianTime());
        Admission admission = model.rows().admission();
        boolean guests = false;
        long number = model.step() + 1;
        Arrays.fill(uniques, 0);
        if (local.length < batch.idCount) {
            local = new int[Math.max(batch.idCount, 2 * local.length)];
        }
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                int g = groupOf[f];
                RowGroup group = model.rows().group(g);
                for (int o = batch.begin(b, f); o < batch.end(b, f); o++) {
                    int slot = group.slot(batch.ids[o]);
                    if (group.isGuest(slot)) {
                        admission.sighted(batch.ids[o]);
                        guests = true;
                    }
                    int index = group.mark(slot, number);
                    if (index < 0) {
                        index = unique(g, slot);
                        group.mark(slot, number, index);
                    }
                    local[o] = index;
                }
            }
        }
        System.arraycopy(uniques, 0, trained, 0, uniques.length);
        if (guests) {
            for (int g = 0; g < uniques.length; g++) {
                admit(g, admission);
            }
        }
    }

    /** Forgets the guests of the batch. */
    void release() {
        for (int g = 0; g < uniques.length; g++) {
            for (int u = trained[g]; u < uniques[g]; u++) {
                model.rows().group(g).release(slots[g][u]);
            }
        }
    }

    /** Lower median of the batch's event times. */
    private long medianTime() {
        if (times.length < batch.size) {
            times = new long[batch.weights.length];
        }
        System.arraycopy(batch.times, 0, times, 0, batch.size);
        Arrays.sort(times, 0, batch.size);
        return times[(batch.size - 1) / 2];
    }

    /** Admits guests that were sighted often enough and moves the others behind all rows. */
    private void admit(int g, Admission admission) {
        RowGroup group = model.rows().group(g);
        if (places.length < uniques[g]) {
            places = new int[2 * uniques[g]];
            ordered = new int[2 * uniques[g]];
        }
        int rows = 0;
        for (int u = 0; u < uniques[g]; u++) {
            int slot = slots[g][u];
            if (group.isGuest(slot) && admission.admits(group.id(slot))) {
                group.admit(slot);
            }
            rows += group.isGuest(slot) ? 0 : 1;
        }
        trained[g] = rows;
        int row = 0;
        int guest = rows;
        for (int u = 0; u < uniques[g]; u++) {
            places[u] = group.isGuest(slots[g][u]) ? guest++ : row++;
            ordered[places[u]] = slots[g][u];
        }
        System.arraycopy(ordered, 0, slots[g], 0, uniques[g]);
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                if (groupOf[f] == g) {
                    for (int o = batch.begin(b, f); o < batch.end(b, f); o++) {
                        local[o] = places[local[o]];
                    }
                }
            }
        }
    }

    private int unique(int g, int slot) {
        int index = uniques[g]++;
        if (index == slots[g].length) {
            slots[g] = Arrays.copyOf(slots[g], 2 * index);
        }
        slots[g][index] = slot;
        return index;
    }

    int groups() {
        return dimensions.length;
    }

    /** Distinct rows of the group in this batch that take a step; guests do not. */
    int uniques(int g) {
        return trained[g];
    }

    /** Weights of a row of the group in one stage. */
    int width(int g) {
        return dimensions[g] + linear;
    }

    /** Fills row-major inputs [batch × inputs] with the stage's embeddings and the numerics. */
    void gather(int stage, NetworkLayout layout, float[] x) {
        int width = layout.inputs();
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                gather(stage, b, f, x, b * width + layout.featureOffset(f));
            }
            System.arraycopy(
                    batch.numericValues,
                    b * numerics,
                    x,
                    b * width + layout.numericOffset(),
                    numerics);
        }
    }

    private void gather(int stage, int b, int f, float[] x, int at) {
        int g = groupOf[f];
        int d = dimensions[g];
        RowGroup group = model.rows().group(g);
        int from = batch.begin(b, f);
        int to = batch.end(b, f);
        int embedding = group.layout().embedding(stage);
        if (to - from == 1) {
            int slot = slots[g][local[from]];
            System.arraycopy(group.page(slot), group.offset(slot) + embedding, x, at, d);
            return;
        }
        Arrays.fill(x, at, at + d, 0f);
        float share = 1f / (to - from);
        for (int o = from; o < to; o++) {
            int slot = slots[g][local[o]];
            addScaled(x, at, share, group.page(slot), group.offset(slot) + embedding, d);
        }
    }

    /** Fills [batch × tasks of the stage] with the sums of the linear weights of all ids. */
    void gatherLinear(int stage, NetworkLayout layout, float[] sums) {
        int tasks = layout.tasks().size();
        Arrays.fill(sums, 0, batch.size * tasks, 0f);
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                RowGroup group = model.rows().group(groupOf[f]);
                int weights = group.layout().embedding(stage) + dimensions[groupOf[f]];
                int from = batch.begin(b, f);
                int to = batch.end(b, f);
                float share = 1f / Math.max(1, to - from);
                for (int o = from; o < to; o++) {
                    int slot = slots[groupOf[f]][local[o]];
                    float[] page = group.page(slot);
                    int at = group.offset(slot) + weights;
                    for (int t = 0; t < tasks; t++) {
                        sums[b * tasks + t] += share * page[at + layout.taskIndex(t)];
                    }
                }
            }
        }
    }

    /** Adds the gradients of the linear sums to those of the rows. */
    void scatterLinear(NetworkLayout layout, float[] linearGradient, float[][] into) {
        int tasks = layout.tasks().size();
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                int g = groupOf[f];
                int from = batch.begin(b, f);
                int to = batch.end(b, f);
                float share = 1f / Math.max(1, to - from);
                for (int o = from; o < to; o++) {
                    int at = local[o] * width(g) + dimensions[g];
                    for (int t = 0; t < tasks; t++) {
                        into[g][at + layout.taskIndex(t)] += share * linearGradient[b * tasks + t];
                    }
                }
            }
        }
    }

    /**
     * Sums the inputs' gradients over the occurrences of each row: into[g] is [uniques × width].
     */
    void scatter(NetworkLayout layout, float[] inputGradient, float[][] into) {
        for (int g = 0; g < dimensions.length; g++) {
            int floats = uniques[g] * width(g);
            if (into[g].length < floats) {
                into[g] = new float[Math.max(floats, 2 * into[g].length)];
            } else {
                Arrays.fill(into[g], 0, floats, 0f);
            }
        }
        int width = layout.inputs();
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                int g = groupOf[f];
                int d = dimensions[g];
                int from = batch.begin(b, f);
                int to = batch.end(b, f);
                float share = 1f / Math.max(1, to - from);
                for (int o = from; o < to; o++) {
                    addScaled(
                            into[g],
                            local[o] * width(g),
                            share,
                            inputGradient,
                            b * width + layout.featureOffset(f),
                            d);
                }
            }
        }
    }

    /** One optimizer step for every distinct row of the batch. */
    void step(int stage, float[][] gradients, Optimizer optimizer, float scale) {
        for (int g = 0; g < dimensions.length; g++) {
            RowGroup group = model.rows().group(g);
            RowLayout layout = group.layout();
            int width = width(g);
            for (int u = 0; u < trained[g]; u++) {
                int slot = slots[g][u];
                float[] page = group.page(slot);
                int at = group.offset(slot);
                optimizer.step(
                        page,
                        at + layout.embedding(stage),
                        page,
                        at + layout.slots(stage),
                        gradients[g],
                        u * width,
                        width,
                        scale,
                        model.step() + 1);
                group.touch(slot);
            }
        }
    }

    private static void addScaled(float[] a, int aAt, float factor, float[] b, int bAt, int n) {
        for (int i = 0; i < n; i++) {
            a[aAt + i] += factor * b[bAt + i];
        }
    }
}
