package io.primacy.learner;

import io.primacy.learner.rows.Admission;
import io.primacy.learner.rows.RowGroup;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that a mini-batch touches, each once, looked up once for all stages. Rows are numbered
 * per group, in the order in which they occur first; guests come last.
 */
final class BatchIndex {
    private final int[] dimensions;
    private final int linear;
    private final int[] groupOf;
    private final RowGroup[] groups;
    private final SlotNumbers[] numbers;
    private final int[] trained;
    private int[] row = new int[0];
    private boolean[] first = new boolean[0];
    private int[] places = new int[64];
    private int[] ordered = new int[64];
    private long[] times = new long[0];

    private Model model;
    private MiniBatch batch;

    BatchIndex(LearnerConfig config) {
        List<FeatureConfig> features = config.categorical();
        dimensions = dimensions(config);
        linear = linearWeights(config);
        groupOf = new int[features.size()];
        for (int f = 0; f < groupOf.length; f++) {
            groupOf[f] = Arrays.binarySearch(dimensions, features.get(f).dimension());
        }
        groups = new RowGroup[dimensions.length];
        numbers = new SlotNumbers[dimensions.length];
        for (int g = 0; g < numbers.length; g++) {
            numbers[g] = new SlotNumbers();
        }
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
        if (row.length < batch.idCount) {
            row = new int[Math.max(batch.idCount, 2 * row.length)];
            first = new boolean[row.length];
        }
        for (int g = 0; g < groups.length; g++) {
            groups[g] = model.rows().group(g);
            numbers[g].clear(batch.idCount);
        }
        find();
        boolean guests = false;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                guests |= number(groupOf[f], batch.begin(b, f), batch.end(b, f));
            }
        }
        for (int g = 0; g < groups.length; g++) {
            trained[g] = numbers[g].size();
            if (guests) {
                admit(g, model.rows().admission());
            }
        }
    }

    /**
     * Finds the resident rows, a run of ids of one group after the other; with one group, all ids
     * are one run.
     */
    private void find() {
        int from = 0;
        int to = 0;
        int g = 0;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                if (groupOf[f] != g) {
                    groups[g].find(batch.ids, from, to, row);
                    from = to;
                    g = groupOf[f];
                }
                to = batch.end(b, f);
            }
        }
        if (to > from) {
            groups[g].find(batch.ids, from, to, row);
        }
    }

    /** Makes the rows of a feature's ids resident and numbers them; says whether one is a guest. */
    private boolean number(int g, int from, int to) {
        RowGroup group = groups[g];
        boolean guests = false;
        for (int o = from; o < to; o++) {
            int slot = group.slot(batch.ids[o], row[o]);
            if (group.isGuest(slot)) {
                model.rows().admission().sighted(batch.ids[o]);
                guests = true;
            }
            int known = numbers[g].size();
            row[o] = numbers[g].of(slot);
            first[o] = row[o] == known;
        }
        return guests;
    }

    /** Says that the rows that take a step have taken it. */
    void touch() {
        for (int g = 0; g < groups.length; g++) {
            for (int u = 0; u < trained[g]; u++) {
                groups[g].touch(numbers[g].slot(u));
            }
        }
    }

    /** Forgets the guests of the batch. */
    void release() {
        for (int g = 0; g < groups.length; g++) {
            for (int u = trained[g]; u < numbers[g].size(); u++) {
                groups[g].release(numbers[g].slot(u));
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
        RowGroup group = groups[g];
        int rows = numbers[g].size();
        if (places.length < rows) {
            places = new int[2 * rows];
            ordered = new int[2 * rows];
        }
        int admitted = 0;
        for (int r = 0; r < rows; r++) {
            int slot = numbers[g].slot(r);
            if (group.isGuest(slot) && admission.admits(group.id(slot))) {
                group.admit(slot);
            }
            admitted += group.isGuest(slot) ? 0 : 1;
        }
        trained[g] = admitted;
        int next = 0;
        int guest = admitted;
        for (int r = 0; r < rows; r++) {
            int slot = numbers[g].slot(r);
            places[r] = group.isGuest(slot) ? guest++ : next++;
            ordered[places[r]] = slot;
        }
        numbers[g].renumber(ordered);
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                for (int o = batch.begin(b, f); o < batch.end(b, f) && groupOf[f] == g; o++) {
                    row[o] = places[row[o]];
                }
            }
        }
    }

    int groups() {
        return dimensions.length;
    }

    /** The rows of the g-th dimension in the model that was prepared. */
    RowGroup group(int g) {
        return groups[g];
    }

    /** The group of a categorical feature. */
    int groupOf(int feature) {
        return groupOf[feature];
    }

    /** Distinct rows of the group in this batch. */
    int rows(int g) {
        return numbers[g].size();
    }

    /** Those that take a step: the first of them; guests do not. */
    int trained(int g) {
        return trained[g];
    }

    /** Where the r-th row of the group lives. */
    int slot(int g, int r) {
        return numbers[g].slot(r);
    }

    /** Number, in its group, of the row that the id at this place of the batch has. */
    int row(int occurrence) {
        return row[occurrence];
    }

    /** Whether no earlier id of the batch has the same row. */
    boolean isFirst(int occurrence) {
        return first[occurrence];
    }

    /** Length of the group's embeddings. */
    int dimension(int g) {
        return dimensions[g];
    }

    /** Weights of a row of the group in one stage. */
    int width(int g) {
        return dimensions[g] + linear;
    }
}
