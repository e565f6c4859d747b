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
 *
 * <p>It also says where a stage keeps its copies of their weights: in one array that begins with
 * the inputs of the network, row-major [batch × inputs]. A row that occurs first as a feature's
 * only id stands where that feature's input is, so it is copied once and is an input already; all
 * other rows stand behind the inputs. Inputs where no row stands are <em>derived</em>.
 */
final class BatchIndex {
    private final int[] dimensions;
    private final int linear;
    private final int[] groupOf;
    private final int[] offsets;
    private final int inputs;
    private final RowGroup[] groups;
    private final SlotNumbers[] numbers;
    private final int[] trained;
    private final int[][] places;
    private int[] slots = new int[0];
    private int[] occurrences = new int[0];
    private int[] derived = new int[0];
    private int derivedCount;
    private int length;
    private int[] orderedSlots = new int[64];
    private int[] orderedPlaces = new int[64];
    private long[] times = new long[0];

    private Model model;
    private MiniBatch batch;

    BatchIndex(LearnerConfig config) {
        List<FeatureConfig> features = config.categorical();
        dimensions = dimensions(config);
        linear = linearWeights(config);
        groupOf = new int[features.size()];
        offsets = new int[features.size()];
        int offset = 0;
        for (int f = 0; f < groupOf.length; f++) {
            groupOf[f] = Arrays.binarySearch(dimensions, features.get(f).dimension());
            offsets[f] = offset;
            offset += features.get(f).dimension();
        }
        inputs = offset + config.numeric().size();
        groups = new RowGroup[dimensions.length];
        numbers = new SlotNumbers[dimensions.length];
        for (int g = 0; g < numbers.length; g++) {
            numbers[g] = new SlotNumbers();
        }
        trained = new int[dimensions.length];
        places = new int[dimensions.length][0];
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
     * Makes the rows of the model's pending batch resident, finds out which occur more than once,
     * and places them. Ids without a row are admitted, or are guests until {@link #release}.
     */
    void prepare(Model model) {
        this.model = model;
        this.batch = model.pending();
        model.rows().advanceClock(medianTime());
        allocate();
        for (int g = 0; g < groups.length; g++) {
            groups[g] = model.rows().group(g);
            numbers[g].clear(batch.idCount);
        }
        findSlots();
        boolean guests = model.rows().admission() != null && sight();
        int from = 0;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                int to = batch.end(b, f);
                number(b, f, from, to);
                from = to;
            }
        }
        for (int g = 0; g < groups.length; g++) {
            trained[g] = numbers[g].size();
            if (guests) {
                admit(g, model.rows().admission());
            }
        }
    }

    private void allocate() {
        if (slots.length < batch.idCount) {
            int ids = Math.max(batch.idCount, 2 * slots.length);
            slots = new int[ids];
            occurrences = new int[ids];
            for (int g = 0; g < places.length; g++) {
                places[g] = new int[ids];
            }
        }
        int features = batch.size * groupOf.length;
        if (derived.length < features) {
            derived = new int[Math.max(features, 2 * derived.length)];
        }
        derivedCount = 0;
        length = batch.size * inputs;
    }

    /**
     * Makes all rows resident, a run of ids of one group after the other; with one group, all ids
     * are one run.
     */
    private void findSlots() {
        int from = 0;
        int to = 0;
        int g = 0;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                if (groupOf[f] != g) {
                    groups[g].slots(batch.ids, from, to, slots);
                    from = to;
                    g = groupOf[f];
                }
                to = batch.end(b, f);
            }
        }
        if (to > from) {
            groups[g].slots(batch.ids, from, to, slots);
        }
    }

    /** Counts the sightings of guests; says whether there is one. */
    private boolean sight() {
        boolean guests = false;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < groupOf.length; f++) {
                RowGroup group = groups[groupOf[f]];
                for (int o = batch.begin(b, f); o < batch.end(b, f); o++) {
                    if (group.isGuest(slots[o])) {
                        model.rows().admission().sighted(batch.ids[o]);
                        guests = true;
                    }
                }
            }
        }
        return guests;
    }

    /**
     * Numbers and places the rows of a feature's ids, those from one place of the batch to another.
     */
    private void number(int b, int f, int from, int to) {
        int g = groupOf[f];
        SlotNumbers numbers = this.numbers[g];
        int[] places = this.places[g];
        boolean fits = to - from == 1 && linear == 0;
        boolean placed = false;
        for (int o = from; o < to; o++) {
            int known = numbers.size();
            int row = numbers.of(slots[o]);
            if (row == known) {
                placed = fits;
                places[row] = fits ? b * inputs + offsets[f] : length;
                length += fits ? 0 : width(g);
            }
            occurrences[o] = places[row];
        }
        if (!placed) {
            derived[derivedCount++] = b * groupOf.length + f;
        }
    }

    /** Says that the rows that take a step have taken it. */
    void touch() {
        for (int g = 0; g < groups.length; g++) {
            groups[g].touch(numbers[g].slots(), trained[g]);
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

    /** Admits guests that were sighted often enough and numbers the others behind all rows. */
    private void admit(int g, Admission admission) {
        RowGroup group = groups[g];
        int rows = numbers[g].size();
        if (orderedSlots.length < rows) {
            orderedSlots = new int[2 * rows];
            orderedPlaces = new int[2 * rows];
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
            int number = group.isGuest(slot) ? guest++ : next++;
            orderedSlots[number] = slot;
            orderedPlaces[number] = places[g][r];
        }
        numbers[g].renumber(orderedSlots);
        System.arraycopy(orderedPlaces, 0, places[g], 0, rows);
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

    /** Where the rows of the group live. */
    int[] slots(int g) {
        return numbers[g].slots();
    }

    /** Where the weights of the group's rows begin. */
    int[] places(int g) {
        return places[g];
    }

    /** Where the weights of the r-th row of the group begin. */
    int place(int g, int r) {
        return places[g][r];
    }

    /** Where the weights of the row begin that the id at this place of the batch has. */
    int place(int occurrence) {
        return occurrences[occurrence];
    }

    /** Floats from the first input to the end of the last row. */
    int length() {
        return length;
    }

    /** Where the input of a feature begins. */
    int input(int example, int feature) {
        return example * inputs + offsets[feature];
    }

    /** Inputs of the network. */
    int inputs() {
        return inputs;
    }

    /**
     * How many inputs are derived: of more than one id or none, or of a row that stands elsewhere.
     */
    int derived() {
        return derivedCount;
    }

    /** The example of the i-th derived input. */
    int derivedExample(int i) {
        return derived[i] / groupOf.length;
    }

    /** The feature of the i-th derived input. */
    int derivedFeature(int i) {
        return derived[i] % groupOf.length;
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
