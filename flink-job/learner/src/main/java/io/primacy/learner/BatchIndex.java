package io.primacy.learner;

import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.optimizer.Optimizer;
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
    private int[] local = new int[0];

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
     * once.
     */
    void prepare(Model model) {
        this.model = model;
        this.batch = model.pending();
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
                    int slot = group.slot(batch.ids[o], number);
                    int index = group.mark(slot, number);
                    if (index < 0) {
                        index = unique(g, slot);
                        group.mark(slot, number, index);
                    }
                    local[o] = index;
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

    /** Distinct rows of the group in this batch. */
    int uniques(int g) {
        return uniques[g];
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
            for (int u = 0; u < uniques[g]; u++) {
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
