package io.primacy.learner;

import io.primacy.schema.event.Example;
import java.util.Arrays;

/**
 * Examples waiting to be learned from together, flat: for example b the ids are {@code ids[ends[b·F
 * + f − 1] … ends[b·F + f])} for categorical feature f, with F features; the index before the first
 * is 0. Grows as it fills.
 */
public final class MiniBatch {
    final int categoricals;
    final int numerics;
    final int tasks;
    final int capacity;

    int size;
    int idCount;
    long[] ids = {};
    int[] ends = {};
    float[] numericValues = {};
    float[] labels = {};
    float[] weights = {};
    long[] times = {};
    int[] partitions = {};
    long[] offsets = {};

    MiniBatch(int categoricals, int numerics, int tasks, int capacity) {
        this.categoricals = categoricals;
        this.numerics = numerics;
        this.tasks = tasks;
        this.capacity = capacity;
        resize(Math.min(8, capacity));
    }

    /**
     * Takes one more example.
     *
     * @throws IllegalStateException if the batch is full
     * @throws IllegalArgumentException if the example was encoded for another config
     */
    public void add(Example example) {
        if (isFull()) {
            throw new IllegalStateException(
                    "A mini-batch of " + capacity + " is full; learn from it before adding more.");
        }
        check(example);
        if (size == weights.length) {
            resize(Math.min(capacity, 2 * size));
        }
        int added = example.ids().length;
        if (idCount + added > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(2 * ids.length, idCount + added));
        }
        System.arraycopy(example.ids(), 0, ids, idCount, added);
        for (int f = 0; f < categoricals; f++) {
            ends[size * categoricals + f] = idCount + example.ends()[f];
        }
        idCount += added;
        System.arraycopy(example.numerics(), 0, numericValues, size * numerics, numerics);
        System.arraycopy(example.labels(), 0, labels, size * tasks, tasks);
        weights[size] = example.weight();
        times[size] = example.timeMillis();
        partitions[size] = example.partition();
        offsets[size] = example.offset();
        size++;
    }

    /** Examples in it. */
    public int size() {
        return size;
    }

    /** Whether it holds as many examples as the config's batch size. */
    public boolean isFull() {
        return size == capacity;
    }

    /** Whether it holds none. */
    public boolean isEmpty() {
        return size == 0;
    }

    int begin(int example, int feature) {
        int i = example * categoricals + feature;
        return i == 0 ? 0 : ends[i - 1];
    }

    int end(int example, int feature) {
        return ends[example * categoricals + feature];
    }

    /** Makes room for a batch that is then filled from its bytes. */
    void allocate(int examples, int ids) {
        if (examples > weights.length) {
            resize(examples);
        }
        this.ids = new long[Math.max(ids, this.ids.length)];
        size = examples;
        idCount = ids;
    }

    void clear() {
        size = 0;
        idCount = 0;
    }

    long heapBytes() {
        return 8L * ids.length
                + (long) weights.length * (4L * (categoricals + numerics + tasks) + 4 + 8 + 4 + 8);
    }

    private void resize(int examples) {
        ends = Arrays.copyOf(ends, examples * categoricals);
        numericValues = Arrays.copyOf(numericValues, examples * numerics);
        labels = Arrays.copyOf(labels, examples * tasks);
        weights = Arrays.copyOf(weights, examples);
        times = Arrays.copyOf(times, examples);
        partitions = Arrays.copyOf(partitions, examples);
        offsets = Arrays.copyOf(offsets, examples);
    }

    private void check(Example example) {
        if (example.ends().length != categoricals
                || example.numerics().length != numerics
                || example.labels().length != tasks) {
            throw new IllegalArgumentException(
                    "An example with "
                            + example.ends().length
                            + " categorical features, "
                            + example.numerics().length
                            + " numerics and "
                            + example.labels().length
                            + " labels does not fit a learner with "
                            + categoricals
                            + ", "
                            + numerics
                            + " and "
                            + tasks
                            + "; encode it with the learner's own config.");
        }
    }
}
