package io.primacy.learner;

import java.util.Arrays;

/**
 * Where a stage keeps its copies of the weights of a mini-batch's rows: in one array that begins
 * with the inputs of the network, row-major [batch × inputs]. A row that occurs first as a
 * feature's only id stands where that feature's input is, so it is copied once and is an input
 * already; all other rows stand behind the inputs. Inputs where no row stands are <em>derived</em>.
 */
final class RowPlaces {
    private final FeatureGroups features;
    private final int[][] places;
    private final int[] placed;
    private int[] occurrences = new int[0];
    private int[] derived = new int[0];
    private int derivedCount;
    private int length;

    RowPlaces(FeatureGroups features) {
        this.features = features;
        places = new int[features.groups()][0];
        placed = new int[features.groups()];
    }

    /**
     * Places the rows of a batch.
     *
     * @param rows number of each id's row in its group, in the order in which they occur first
     */
    void place(MiniBatch batch, int[] rows) {
        begin(batch);
        int from = 0;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < features.count(); f++) {
                int to = batch.end(b, f);
                place(b, f, rows, from, to);
                from = to;
            }
        }
    }

    private void begin(MiniBatch batch) {
        if (occurrences.length < batch.idCount) {
            int ids = Math.max(batch.idCount, 2 * occurrences.length);
            occurrences = new int[ids];
            for (int g = 0; g < places.length; g++) {
                places[g] = new int[ids];
            }
        }
        int most = batch.size * features.count();
        if (derived.length < most) {
            derived = new int[Math.max(most, 2 * derived.length)];
        }
        Arrays.fill(placed, 0);
        derivedCount = 0;
        length = batch.size * features.inputs();
    }

    /** The rows of a feature's ids, those from one place of the batch to another. */
    private void place(int b, int f, int[] rows, int from, int to) {
        int g = features.groupOf(f);
        int[] places = this.places[g];
        boolean fits = to - from == 1 && features.linear() == 0;
        boolean stands = false;
        for (int o = from; o < to; o++) {
            int row = rows[o];
            if (row == placed[g]) {
                placed[g]++;
                stands = fits;
                places[row] = fits ? features.input(b, f) : length;
                length += fits ? 0 : features.width(g);
            }
            occurrences[o] = places[row];
        }
        if (!stands) {
            derived[derivedCount++] = b * features.count() + f;
        }
    }

    /** Gives the places of the group's rows other numbers. */
    void renumber(int g, int[] placeOfNumber) {
        System.arraycopy(placeOfNumber, 0, places[g], 0, placed[g]);
    }

    /** Where the weights of the group's rows begin. */
    int[] of(int g) {
        return places[g];
    }

    /** Where the weights of the r-th row of the group begin. */
    int of(int g, int r) {
        return places[g][r];
    }

    /** Where the weights of the row begin that the id at this place of the batch has. */
    int ofOccurrence(int occurrence) {
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
