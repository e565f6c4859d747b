package io.primacy.learner;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.evolution.ModelShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model's multipliers and counters, as bytes
 *
 * <pre>
 *   int64 step, int64 events learned, int64 batches skipped, int64 event time
 *   int32 epoch, int64 last version
 *   int32 partitions, then int64 next offset × partitions
 *   int64 clock of the rows
 *   lineage, see {@link Lineage}
 *   int32 constraints, then for each
 *     int32 stage, int32 task (places in the learner that wrote it)
 *     int32 n, then float64 × n: λ and what moves it; numbers are only ever added at the end
 *   int64 event time of the batch learned last; absent in what older releases wrote
 * </pre>
 *
 * <p>Layout version 2 has no lineage; version 1 has no clock either, and of each constraint
 * fourteen numbers in another order only.
 */
record Control(
        long step,
        long learned,
        long skippedBatches,
        long eventTimeMillis,
        int epoch,
        long lastSequence,
        long[] nextOffsets,
        long clock,
        Lineage lineage,
        List<Numbers> constraints,
        long lastTime) {
    private static final int NUMBERS_OF_VERSION_1 = 14;

    /** What {@link Constraint#state} wrote of the constraint on a task in a stage. */
    record Numbers(int stage, int task, double[] values) {}

    static Control of(Model model) {
        List<Numbers> constraints = new ArrayList<>();
        for (int s = 0; s < model.stages(); s++) {
            for (Constraint constraint : model.constraints(s)) {
                double[] values = new double[Constraint.STATE_SIZE];
                constraint.state(values, 0);
                constraints.add(new Numbers(s, constraint.task(), values));
            }
        }
        return new Control(
                model.step,
                model.learned,
                model.skippedBatches,
                model.eventTimeMillis,
                model.epoch,
                model.lastSequence,
                model.nextOffsets,
                model.rows().clock(),
                model.lineage,
                constraints,
                model.rows().lastTime());
    }

    /** Fills in a new model; constraints that are new since keep their initial values. */
    void restore(Model model) {
        model.step = step;
        model.learned = learned;
        model.skippedBatches = skippedBatches;
        model.eventTimeMillis = eventTimeMillis;
        model.epoch = epoch;
        model.lastSequence = lastSequence;
        model.nextOffsets = nextOffsets;
        model.lineage = lineage;
        model.rows().restoreClock(clock, lastTime);
        for (Numbers numbers : constraints) {
            for (Constraint constraint : model.constraints(numbers.stage)) {
                if (constraint.task() == numbers.task) {
                    constraint.restore(numbers.values, 0);
                }
            }
        }
    }

    int bytes() {
        int numbers = constraints.stream().mapToInt(c -> 3 * 4 + 8 * c.values.length).sum();
        return 4 * 8 + 4 + 8 + 4 + 8 * nextOffsets.length + 8 + lineage.bytes() + 4 + numbers + 8;
    }

    void write(ByteBuffer out) {
        out.putLong(step).putLong(learned).putLong(skippedBatches).putLong(eventTimeMillis);
        out.putInt(epoch).putLong(lastSequence).putInt(nextOffsets.length);
        for (long offset : nextOffsets) {
            out.putLong(offset);
        }
        out.putLong(clock);
        lineage.write(out);
        out.putInt(constraints.size());
        for (Numbers constraint : constraints) {
            out.putInt(constraint.stage).putInt(constraint.task).putInt(constraint.values.length);
            for (double value : constraint.values) {
                out.putDouble(value);
            }
        }
        out.putLong(lastTime);
    }

    /**
     * @param in what follows the header
     * @param version layout version
     * @param shape of the learner that wrote it
     */
    static Control read(ByteBuffer in, int version, ModelShape shape) {
        long[] counters = longs(in, 4);
        int epoch = in.getInt();
        long lastSequence = in.getLong();
        long[] nextOffsets = longs(in, in.getInt());
        long clock = version == 1 ? 0 : in.getLong();
        Lineage lineage = version < 3 ? Lineage.before(epoch, lastSequence) : Lineage.read(in);
        int count = in.getInt();
        List<Numbers> constraints =
                version == 1 ? constraintsOfVersion1(in, shape) : constraints(in, count);
        return new Control(
                counters[0],
                counters[1],
                counters[2],
                counters[3],
                epoch,
                lastSequence,
                nextOffsets,
                clock,
                lineage,
                constraints,
                in.hasRemaining() ? in.getLong() : 0);
    }

    private static List<Numbers> constraints(ByteBuffer in, int count) {
        List<Numbers> constraints = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            int stage = in.getInt();
            int task = in.getInt();
            double[] values = doubles(in, in.getInt());
            constraints.add(new Numbers(stage, task, Arrays.copyOf(values, Constraint.STATE_SIZE)));
        }
        return constraints;
    }

    /** ρ and λ, the violation's average, which now stands behind the others, then those. */
    private static List<Numbers> constraintsOfVersion1(ByteBuffer in, ModelShape shape) {
        List<Numbers> constraints = new ArrayList<>();
        for (int stage = 0; stage < shape.stages(); stage++) {
            for (int task = 0; task < shape.tasks().size(); task++) {
                if (shape.level(task) < shape.stageLevel(stage)) {
                    double[] old = doubles(in, NUMBERS_OF_VERSION_1);
                    double[] values = new double[Constraint.STATE_SIZE];
                    System.arraycopy(old, 0, values, 0, 2);
                    System.arraycopy(old, 4, values, 2, NUMBERS_OF_VERSION_1 - 4);
                    System.arraycopy(old, 2, values, NUMBERS_OF_VERSION_1 - 2, 2);
                    constraints.add(new Numbers(stage, task, values));
                }
            }
        }
        return constraints;
    }

    private static long[] longs(ByteBuffer in, int n) {
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
            values[i] = in.getLong();
        }
        return values;
    }

    private static double[] doubles(ByteBuffer in, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = in.getDouble();
        }
        return values;
    }
}
