package io.primacy.learner;

import io.primacy.learner.evolution.Evolution;
import io.primacy.learner.evolution.ModelShape;
import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.rows.Admission;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.LearnerConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's state as bytes, little-endian; embedding rows are {@link
 * io.primacy.learner.rows.RowCodec}'s. Every value begins with
 *
 * <pre>
 *   int32   layout version (4)
 *   int32   n, then n bytes of UTF-8: the shape of the learner that wrote it ({@link ModelShape})
 * </pre>
 *
 * so that a value is never misread. One of another shape is carried over where that is possible
 * ({@link Evolution}), and refused with all reasons where it is not. Layout versions 1 to 3 are
 * read, too: the multipliers of the first two differ, and none has pages of rows ({@link
 * io.primacy.learner.rows.RowPage}), which a release that does not know them must not pass over.
 */
public final class ModelCodec {
    private final LearnerConfig config;
    private final PrimalDualLearner learner;
    private final byte[] shape;
    private final Map<String, Evolution> evolutions = new TreeMap<>();

    ModelCodec(LearnerConfig config, PrimalDualLearner learner) {
        this.config = config;
        this.learner = learner;
        this.shape = ModelShape.of(config).text().getBytes(StandardCharsets.UTF_8);
    }

    /** Weights and slots of every stage: int32 stages; per stage float32 weights, then slots. */
    public byte[] encodeDense(Model model) {
        int floats = 0;
        for (int s = 0; s < model.stages(); s++) {
            floats += model.parameters(s).length + model.slots(s).length;
        }
        ByteBuffer out = begin(4 + Float.BYTES * floats);
        out.putInt(model.stages());
        for (int s = 0; s < model.stages(); s++) {
            NetworkLayout layout = learner.layout(s);
            Floats.put(out, layout.toState(model.parameters(s)), model.parameters(s).length);
            Floats.put(out, layout.toState(model.slots(s)), model.slots(s).length);
        }
        return out.array();
    }

    /** Multipliers with their averages, counters, offsets, lineage; see {@link Control}. */
    public byte[] encodeControl(Model model) {
        Control control = Control.of(model);
        ByteBuffer out = begin(control.bytes());
        control.write(out);
        return out.array();
    }

    /** The half-filled batch. */
    public byte[] encodePending(Model model) {
        ByteBuffer out = begin(MiniBatchCodec.bytes(model.pending()));
        MiniBatchCodec.write(model.pending(), out);
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
     * @throws StateException if a part was written for a config that this one cannot follow, or by
     *     another release
     */
    public Model decode(String key, ModelParts parts, RowStore rows) {
        Model model = learner.create(key, rows);
        try {
            readDense(model, open(parts.dense()));
            Value control = open(parts.control());
            Control.read(control.bytes, control.version, control.evolution.from()).restore(model);
            if (!control.evolution.isIdentity()) {
                model.publishCompletely();
            }
            if (parts.pending() != null) {
                Value pending = open(parts.pending());
                MiniBatchCodec.read(model.pending(), pending.bytes, pending.evolution);
            }
            if (parts.validation() != null) {
                model.validation().read(open(parts.validation()).bytes);
            }
            if (parts.admission() != null && model.rows().admission() != null) {
                model.rows().admission().read(open(parts.admission()).bytes);
            }
            return model;
        } catch (StateException e) {
            throw refused(key, e);
        }
    }

    /**
     * Says at once whether a model's state can be carried over to the config.
     *
     * @param key the model key
     * @param control its multipliers, which are never older than its other parts
     * @param pending its half-filled batch; {@code null}: none
     * @throws StateException if it cannot, with all reasons
     */
    public void check(String key, byte[] control, byte[] pending) {
        try {
            open(control);
            if (pending != null) {
                MiniBatchCodec.checkedSize(open(pending).bytes, config.batch().size());
            }
        } catch (StateException e) {
            throw refused(key, e);
        }
    }

    /** {@link Model#step} of the model whose multipliers these are. */
    public long step(byte[] control) {
        Value value = open(control);
        return Control.read(value.bytes, value.version, value.evolution.from()).step();
    }

    private static StateException refused(String key, StateException reason) {
        return new StateException("State of model '" + key + "': " + reason.getMessage());
    }

    private void readDense(Model model, Value value) {
        Evolution evolution = value.evolution;
        ByteBuffer in = value.bytes;
        int stages = in.getInt();
        float[][] parameters = new float[stages][];
        float[][] slots = new float[stages][];
        int slotsPerWeight = model.slots(0).length / model.parameters(0).length;
        for (int s = 0; s < stages; s++) {
            NetworkLayout old = evolution.layout(s);
            parameters[s] = read(in, old, 1);
            slots[s] = read(in, old, slotsPerWeight);
        }
        for (int s = 0; s < model.stages(); s++) {
            if (evolution.isIdentity()) {
                System.arraycopy(parameters[s], 0, model.parameters(s), 0, parameters[s].length);
                System.arraycopy(slots[s], 0, model.slots(s), 0, slots[s].length);
                continue;
            }
            NetworkLayout layout = learner.layout(s);
            evolution.copy(parameters[evolution.stage(s)], s, layout, model.parameters(s));
            evolution.copy(slots[evolution.stage(s)], s, layout, model.slots(s));
        }
    }

    private static float[] read(ByteBuffer in, NetworkLayout layout, int copies) {
        float[] values = new float[layout.size() * copies];
        Floats.get(in, values, values.length);
        return layout.fromState(values);
    }

    private ByteBuffer begin(int bytes) {
        return ByteBuffer.allocate(8 + shape.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(StateHeader.VERSION)
                .putInt(shape.length)
                .put(shape);
    }

    private Value open(byte[] bytes) {
        StateHeader header = StateHeader.read(bytes);
        String name = header.version() + header.shape();
        Evolution evolution = evolutions.get(name);
        if (evolution == null) {
            evolution = Evolution.of(header.shape(), header.version(), config);
            evolutions.put(name, evolution);
        }
        return new Value(header.rest(), header.version(), evolution);
    }

    private record Value(ByteBuffer bytes, int version, Evolution evolution) {}
}
