package io.primacy.learner.validation;

import java.nio.ByteBuffer;

/**
 * Progressive validation over a sliding window of events: every example is counted with the
 * prediction that was made before it was learned from. The window is a ring of {@value #BUCKETS}
 * buckets; it covers between 15/16 and all of the configured number of events, give or take a
 * batch.
 */
public final class ValidationWindow {
    private static final int BUCKETS = 16;
    private static final int TASK_BYTES = 8 + 5 * 8 + 2;
    private static final int BIN_BYTES = 2 + 4 + 4;

    private final int tasks;
    private final long bucketEvents;
    private final long[] events = new long[BUCKETS];
    private final TaskWindow[][] buckets = new TaskWindow[BUCKETS][];
    private int current;

    /**
     * @param tasks tasks, in config order
     * @param windowEvents events that the window covers, ≥ 1
     */
    public ValidationWindow(int tasks, long windowEvents) {
        this.tasks = tasks;
        this.bucketEvents = Math.max(1, windowEvents / BUCKETS);
    }

    /** Says that a batch of so many examples follows; drops what has left the window. */
    public void begin(int examples) {
        if (events[current] >= bucketEvents) {
            current = (current + 1) % BUCKETS;
            events[current] = 0;
            if (buckets[current] != null) {
                for (TaskWindow task : buckets[current]) {
                    task.clear();
                }
            }
        }
        if (buckets[current] == null) {
            buckets[current] = newBucket();
        }
        events[current] += examples;
    }

    /**
     * Counts one labelled example.
     *
     * @param task the task
     * @param output the network's output (logit)
     * @param prediction what it predicted
     * @param label the label
     * @param weight the sample weight
     * @param loss loss of the prediction
     * @param reference loss of the reference learner's prediction; 0 for an unconstrained task
     */
    public void add(
            int task,
            float output,
            float prediction,
            float label,
            float weight,
            double loss,
            double reference) {
        buckets[current][task].add(output, prediction, label, weight, loss, reference);
    }

    /** Events that the window covers now. */
    public long events() {
        long sum = 0;
        for (long e : events) {
            sum += e;
        }
        return sum;
    }

    /** A task's figures over the window. */
    public TaskFigures figures(int task) {
        TaskWindow sums = new TaskWindow();
        for (int i = 1; i <= BUCKETS; i++) {
            TaskWindow[] bucket = buckets[(current + i) % BUCKETS];
            if (bucket != null) {
                sums.add(bucket[task]);
            }
        }
        return TaskFigures.of(sums);
    }

    /** A task's figures over the newest events only: so many, to a bucket. */
    public TaskFigures figures(int task, long newest) {
        TaskWindow sums = new TaskWindow();
        long covered = 0;
        for (int i = 0; i < BUCKETS && covered < newest; i++) {
            int bucket = Math.floorMod(current - i, BUCKETS);
            if (buckets[bucket] != null) {
                sums.add(buckets[bucket][task]);
                covered += events[bucket];
            }
        }
        return TaskFigures.of(sums);
    }

    /** Heap it takes, bytes. */
    public long heapBytes() {
        long used = 0;
        for (TaskWindow[] bucket : buckets) {
            used += bucket == null ? 0 : tasks;
        }
        return used * (2L * TaskWindow.BINS * Float.BYTES + 120);
    }

    /** Bytes that {@link #write} will write. */
    public int encodedBytes() {
        int bytes = 4 + 4;
        for (TaskWindow[] bucket : buckets) {
            bytes += 1 + 8;
            if (bucket != null) {
                for (TaskWindow task : bucket) {
                    bytes += TASK_BYTES + BIN_BYTES * usedBins(task);
                }
            }
        }
        return bytes;
    }

    /** Writes all of it; empty score bins are left out. */
    public void write(ByteBuffer out) {
        out.putInt(tasks).putInt(current);
        for (int i = 0; i < BUCKETS; i++) {
            out.put((byte) (buckets[i] == null ? 0 : 1)).putLong(events[i]);
            if (buckets[i] != null) {
                for (TaskWindow task : buckets[i]) {
                    write(task, out);
                }
            }
        }
    }

    /** Takes back what {@link #write} wrote; tasks that are new since begin with nothing. */
    public void read(ByteBuffer in) {
        int written = in.getInt();
        if (written > tasks) {
            throw new IllegalArgumentException(
                    "A validation window of "
                            + written
                            + " tasks does not fit a learner of "
                            + tasks
                            + ".");
        }
        current = in.getInt();
        for (int i = 0; i < BUCKETS; i++) {
            boolean present = in.get() == 1;
            events[i] = in.getLong();
            buckets[i] = present ? newBucket() : null;
            if (present) {
                for (int t = 0; t < written; t++) {
                    read(buckets[i][t], in);
                }
            }
        }
    }

    private static void write(TaskWindow task, ByteBuffer out) {
        out.putLong(task.labels).putDouble(task.weight).putDouble(task.loss);
        out.putDouble(task.reference).putDouble(task.predictions).putDouble(task.positives);
        out.putShort((short) usedBins(task));
        for (int bin = 0; bin < TaskWindow.BINS; bin++) {
            if (isUsed(task, bin)) {
                out.putShort((short) bin);
                out.putFloat(task.positiveScores[bin]).putFloat(task.negativeScores[bin]);
            }
        }
    }

    private static void read(TaskWindow task, ByteBuffer in) {
        task.labels = in.getLong();
        task.weight = in.getDouble();
        task.loss = in.getDouble();
        task.reference = in.getDouble();
        task.predictions = in.getDouble();
        task.positives = in.getDouble();
        int used = in.getShort();
        for (int i = 0; i < used; i++) {
            int bin = in.getShort();
            task.positiveScores[bin] = in.getFloat();
            task.negativeScores[bin] = in.getFloat();
        }
    }

    private static int usedBins(TaskWindow task) {
        int used = 0;
        for (int bin = 0; bin < TaskWindow.BINS; bin++) {
            used += isUsed(task, bin) ? 1 : 0;
        }
        return used;
    }

    private static boolean isUsed(TaskWindow task, int bin) {
        return task.positiveScores[bin] != 0 || task.negativeScores[bin] != 0;
    }

    private TaskWindow[] newBucket() {
        TaskWindow[] bucket = new TaskWindow[tasks];
        for (int t = 0; t < tasks; t++) {
            bucket[t] = new TaskWindow();
        }
        return bucket;
    }
}
