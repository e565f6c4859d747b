package io.primacy.learner;

import io.primacy.learner.rows.Admission;
import io.primacy.learner.rows.RowGroup;
import java.util.Arrays;

/**
 * The rows that a mini-batch touches, each once, looked up once for all stages. Rows are numbered
 * per group, in the order in which they occur first; guests come last.
 */
final class BatchIndex {
    private final FeatureGroups features;
    private final RowGroup[] groups;
    private final SlotNumbers[] numbers;
    private final int[] trained;
    private final RowPlaces places;
    private int[] slots = new int[0];
    private int[] rows = new int[0];
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
        places = new RowPlaces(features);
    }

    /**
     * Makes the rows of the model's pending batch resident, finds out which occur more than once,
     * and places them. Ids without a row are admitted, or are guests until {@link #release}.
     */
    void prepare(Model model) {
        this.model = model;
        this.batch = model.pending();
        model.rows().advanceClock(medianTime(), batch.size == 1);
        if (slots.length < batch.idCount) {
            slots = new int[Math.max(batch.idCount, 2 * slots.length)];
            rows = new int[slots.length];
        }
        for (int g = 0; g < groups.length; g++) {
            groups[g] = model.rows().group(g);
            numbers[g].clear(batch.idCount);
        }
        findSlots();
        places.place(batch, rows);
        boolean guests = model.rows().admission() != null && sight();
        for (int g = 0; g < groups.length; g++) {
            trained[g] = numbers[g].size();
            if (guests) {
                admit(g, model.rows().admission());
            }
        }
    }

    /**
     * Makes all rows resident and numbers them, a run of ids of one group after the other; with one
     * group, all ids are one run.
     */
    private void findSlots() {
        int from = 0;
        int to = 0;
        int g = 0;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < features.count(); f++) {
                if (features.groupOf(f) != g) {
                    findSlots(g, from, to);
                    from = to;
                    g = features.groupOf(f);
                }
                to = batch.end(b, f);
            }
        }
        if (to > from) {
            findSlots(g, from, to);
        }
    }

    private void findSlots(int g, int from, int to) {
        groups[g].slots(batch.ids, from, to, slots);
        numbers[g].of(slots, from, to, rows);
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
            orderedPlaces[number] = places.of(g, r);
        }
        numbers[g].renumber(orderedSlots);
        places.renumber(g, orderedPlaces);
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

    /** Where a stage's copies of the rows stand. */
    RowPlaces places() {
        return places;
    }
}
