package io.primacy.learner;

import io.primacy.learner.rows.Admission;
import io.primacy.learner.rows.RowGroup;
import java.util.Arrays;

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
    private final FeatureGroups features;
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

    BatchIndex(FeatureGroups features) {
        this.features = features;
        groups = new RowGroup[features.groups()];
        numbers = new SlotNumbers[features.groups()];
        for (int g = 0; g < numbers.length; g++) {
            numbers[g] = new SlotNumbers();
        }
        trained = new int[features.groups()];
        places = new int[features.groups()][0];
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
            for (int f = 0; f < features.count(); f++) {
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
        int most = batch.size * features.count();
        if (derived.length < most) {
            derived = new int[Math.max(most, 2 * derived.length)];
        }
        derivedCount = 0;
        length = batch.size * features.inputs();
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
            for (int f = 0; f < features.count(); f++) {
                if (features.groupOf(f) != g) {
                    groups[g].slots(batch.ids, from, to, slots);
                    from = to;
                    g = features.groupOf(f);
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
            for (int f = 0; f < features.count(); f++) {
                RowGroup group = groups[features.groupOf(f)];
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
        int g = features.groupOf(f);
        SlotNumbers numbers = this.numbers[g];
        int[] places = this.places[g];
        boolean fits = to - from == 1 && features.linear() == 0;
        boolean placed = false;
        for (int o = from; o < to; o++) {
            int known = numbers.size();
            int row = numbers.of(slots[o]);
            if (row == known) {
                placed = fits;
                places[row] = fits ? features.input(b, f) : length;
                length += fits ? 0 : features.width(g);
            }
            occurrences[o] = places[row];
        }
        if (!placed) {
            derived[derivedCount++] = b * features.count() + f;
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

    /** Where the features of the batches stand. */
    FeatureGroups features() {
        return features;
    }

    /** The rows of the g-th dimension in the model that was prepared. */
    RowGroup group(int g) {
        return groups[g];
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

    /**
     * How many inputs are derived: of more than one id or none, or of a row that stands elsewhere.
     */
    int derived() {
        return derivedCount;
    }

    /** The example of the i-th derived input. */
    int derivedExample(int i) {
        return derived[i] / features.count();
    }

    /** The feature of the i-th derived input. */
    int derivedFeature(int i) {
        return derived[i] % features.count();
    }
}
