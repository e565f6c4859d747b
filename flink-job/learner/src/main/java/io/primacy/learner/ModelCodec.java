package io.primacy.learner;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.rows.Admission;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.TaskConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A model's state as bytes, little-endian; embedding rows are {@link
 * io.primacy.learner.rows.RowCodec}'s. Every value begins with
 *
 * <pre>
 *   int32   layout version (2)
 *   int32   n, then n bytes of UTF-8: the shape of the learner that wrote it
 * </pre>
 *
 * so that a value that does not fit is refused with what differs, never misread. Layout version 1
 * is read, too: its multipliers lack the rows' clock, the last eight bytes.
 */
public final class ModelCodec {
    private static final int VERSION = 2;

    private final PrimalDualLearner learner;
    private final byte[] shape;

    ModelCodec(LearnerConfig config, PrimalDualLearner learner) {
        this.learner = learner;
        this.shape = shape(config).getBytes(StandardCharsets.UTF_8);
    }

    private static String shape(LearnerConfig config) {
        StringBuilder shape = new StringBuilder("features");
        for (FeatureConfig feature : config.features()) {
            shape.append(' ').append(feature.name()).append(':').append(feature.dimension());
        }
        shape.append("; tasks");
        for (TaskConfig task : config.tasks()) {
            shape.append(' ').append(task.name()).append('@').append(task.priority());
        }
        return shape.append("; model ")
                .append(config.model().architecture())
                .append(' ')
                .append(config.model().experts())
                .append('+')
                .append(config.model().taskExperts())
                .append(config.model().expertLayers())
                .append(config.model().towerLayers())
                .append(config.model().wide() ? " wide" : "")
                .append("; optimizer ")
                .append(config.optimizer().type())
                .append(rowOptimizer(config))
                .append("; reference ")
                .append(config.constraint().reference())
                .toString();
    }

    private static String rowOptimizer(LearnerConfig config) {
        OptimizerConfig.Type type = config.optimizer().forRows().type();
        return type == config.optimizer().type() ? "" : ", rows " + type;
    }

    /** Weights and slots of every stage. */
    public byte[] encodeDense(Model model) {
        int floats = 0;
        for (int s = 0; s < model.stages(); s++) {
            floats += model.parameters(s).length + model.slots(s).length;
        }
        ByteBuffer out = begin(4 + Float.BYTES * floats);
        out.putInt(model.stages());
        for (int s = 0; s < model.stages(); s++) {
            putFloats(out, model.parameters(s), model.parameters(s).length);
            putFloats(out, model.slots(s), model.slots(s).length);
        }
        return out.array();
    }

    /** Multipliers with their averages, counters, offsets, lineage. */
    public byte[] encodeControl(Model model) {
        int constraints = 0;
        for (int s = 0; s < model.stages(); s++) {
            constraints += model.constraints(s).length;
        }
        ByteBuffer out =
                begin(
                        5 * 8
                                + 4
                                + 4
                                + 8 * model.nextOffsets.length
                                + 4
                                + 8 * Constraint.STATE_SIZE * constraints
                                + 8);
        out.putLong(model.step).putLong(model.learned).putLong(model.skippedBatches);
        out.putLong(model.eventTimeMillis).putInt(model.epoch).putLong(model.lastSequence);
        out.putInt(model.nextOffsets.length);
        for (long offset : model.nextOffsets) {
            out.putLong(offset);
        }
        out.putInt(constraints);
        double[] state = new double[Constraint.STATE_SIZE];
        for (int s = 0; s < model.stages(); s++) {
            for (Constraint constraint : model.constraints(s)) {
                constraint.state(state, 0);
                for (double value : state) {
                    out.putDouble(value);
                }
            }
        }
        out.putLong(model.rows().clock());
        return out.array();
    }

    /** The half-filled batch. */
    public byte[] encodePending(Model model) {
        MiniBatch batch = model.pending();
        int perExample = 4 * (batch.categoricals + batch.numerics + batch.tasks) + 4 + 8 + 4 + 8;
        ByteBuffer out = begin(8 + 8 * batch.idCount + perExample * batch.size);
        out.putInt(batch.size).putInt(batch.idCount);
        for (int i = 0; i < batch.idCount; i++) {
            out.putLong(batch.ids[i]);
        }
        for (int i = 0; i < batch.size * batch.categoricals; i++) {
            out.putInt(batch.ends[i]);
        }
        putFloats(out, batch.numericValues, batch.size * batch.numerics);
        putFloats(out, batch.labels, batch.size * batch.tasks);
        putFloats(out, batch.weights, batch.size);
        for (int b = 0; b < batch.size; b++) {
            out.putLong(batch.times[b]).putInt(batch.partitions[b]).putLong(batch.offsets[b]);
        }
        return out.array();
    }

    /** Sightings of ids without a row; {@code null} if they are not counted. */
    public byte[] encodeAdmission(Model model) {
        Admission admission = model.rows().admission();
        if (admission == null) {
            return null;
        }
        ByteBuffer out = begin(admission.encodedBytes());
        admission.write(out);
        return out.array();
    }

    /** The sliding window of progressive validation. */
    public byte[] encodeValidation(Model model) {
        ByteBuffer out = begin(model.validation().encodedBytes());
        model.validation().write(out);
        return out.array();
    }

    /**
     * A model as it was when its parts were encoded.
     *
     * @param key the model key
     * @param parts its parts
     * @param rows where its embedding rows are
     * @throws StateException if a part was written for another config or by another release
     */
    public Model decode(String key, ModelParts parts, RowStore rows) {
        Model model = learner.create(key, rows);
        decodeDense(model, open(key, "dense", parts.dense()));
        decodeControl(model, open(key, "multipliers", parts.control()));
        if (parts.pending() != null) {
            decodePending(model.pending(), open(key, "pending", parts.pending()));
        }
        if (parts.validation() != null) {
            model.validation().read(open(key, "metrics", parts.validation()));
        }
        if (parts.admission() != null && model.rows().admission() != null) {
            model.rows().admission().read(open(key, "admission", parts.admission()));
        }
        return model;
    }

    private static void decodeDense(Model model, ByteBuffer in) {
        int stages = in.getInt();
        for (int s = 0; s < stages; s++) {
            getFloats(in, model.parameters(s), model.parameters(s).length);
            getFloats(in, model.slots(s), model.slots(s).length);
        }
    }

    private static void decodeControl(Model model, ByteBuffer in) {
        model.step = in.getLong();
        model.learned = in.getLong();
        model.skippedBatches = in.getLong();
        model.eventTimeMillis = in.getLong();
        model.epoch = in.getInt();
        model.lastSequence = in.getLong();
        model.nextOffsets = new long[in.getInt()];
        for (int i = 0; i < model.nextOffsets.length; i++) {
            model.nextOffsets[i] = in.getLong();
        }
        in.getInt();
        double[] state = new double[Constraint.STATE_SIZE];
        for (int s = 0; s < model.stages(); s++) {
            for (Constraint constraint : model.constraints(s)) {
                for (int i = 0; i < state.length; i++) {
                    state[i] = in.getDouble();
                }
                constraint.restore(state, 0);
            }
        }
        if (in.hasRemaining()) {
            model.rows().advanceClock(in.getLong());
        }
    }

    private static void decodePending(MiniBatch batch, ByteBuffer in) {
        int size = in.getInt();
        int ids = in.getInt();
        if (size > batch.capacity) {
            throw new StateException(
                    "A half-filled batch in state has %d examples but batch.size is %d; restore with a batch.size of at least %d."
                            .formatted(size, batch.capacity, size + 1));
        }
        batch.allocate(size, ids);
        for (int i = 0; i < ids; i++) {
            batch.ids[i] = in.getLong();
        }
        for (int i = 0; i < size * batch.categoricals; i++) {
            batch.ends[i] = in.getInt();
        }
        getFloats(in, batch.numericValues, size * batch.numerics);
        getFloats(in, batch.labels, size * batch.tasks);
        getFloats(in, batch.weights, size);
        for (int b = 0; b < size; b++) {
            batch.times[b] = in.getLong();
            batch.partitions[b] = in.getInt();
            batch.offsets[b] = in.getLong();
        }
    }

    private ByteBuffer begin(int bytes) {
        return ByteBuffer.allocate(8 + shape.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(VERSION)
                .putInt(shape.length)
                .put(shape);
    }

    private ByteBuffer open(String key, String state, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = in.getInt();
        if (version < 1 || version > VERSION) {
            throw new StateException(
                    "State '%s' of model '%s' has layout version %d; this release reads versions 1 to %d: restore it with the release that wrote it."
                            .formatted(state, key, version, VERSION));
        }
        byte[] written = new byte[in.getInt()];
        in.get(written);
        if (!Arrays.equals(written, shape)) {
            throw new StateException(
                    "State '%s' of model '%s' was written for \"%s\" but the config is \"%s\"; restore it with the config that wrote it, or start a new model."
                            .formatted(
                                    state,
                                    key,
                                    new String(written, StandardCharsets.UTF_8),
                                    new String(shape, StandardCharsets.UTF_8)));
        }
        return in;
    }

    private static void putFloats(ByteBuffer out, float[] values, int n) {
        out.asFloatBuffer().put(values, 0, n);
        out.position(out.position() + Float.BYTES * n);
    }

    private static void getFloats(ByteBuffer in, float[] into, int n) {
        in.asFloatBuffer().get(into, 0, n);
        in.position(in.position() + Float.BYTES * n);
    }
}
