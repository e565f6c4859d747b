package io.primacy.learner;

import io.primacy.learner.evolution.Evolution;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A half-filled batch as bytes, for n examples of F categorical features, N numerics and T tasks:
 *
 * <pre>
 *   int32    n
 *   int32    ids, then int64 × ids
 *   int32    × n·F   ends, as in {@link MiniBatch}
 *   float32  × n·N   numerics
 *   float32  × n·T   labels, NaN if missing
 *   float32  × n     weights
 *   (int64 event time, int32 partition, int64 offset) × n
 * </pre>
 */
final class MiniBatchCodec {
    private MiniBatchCodec() {}

    static int bytes(MiniBatch batch) {
        int perExample = 4 * (batch.categoricals + batch.numerics + batch.tasks) + 4 + 8 + 4 + 8;
        return 8 + 8 * batch.idCount + perExample * batch.size;
    }

    static void write(MiniBatch batch, ByteBuffer out) {
        out.putInt(batch.size).putInt(batch.idCount);
        for (int i = 0; i < batch.idCount; i++) {
            out.putLong(batch.ids[i]);
        }
        for (int i = 0; i < batch.size * batch.categoricals; i++) {
            out.putInt(batch.ends[i]);
        }
        Floats.put(out, batch.numericValues, batch.size * batch.numerics);
        Floats.put(out, batch.labels, batch.size * batch.tasks);
        Floats.put(out, batch.weights, batch.size);
        for (int b = 0; b < batch.size; b++) {
            out.putLong(batch.times[b]).putInt(batch.partitions[b]).putLong(batch.offsets[b]);
        }
    }

    /** Fills an empty batch. Of a new feature examples have no value, of a new task no label. */
    static void read(MiniBatch batch, ByteBuffer in, Evolution evolution) {
        int size = checkedSize(in, batch.capacity);
        int ids = in.getInt();
        batch.allocate(size, ids);
        long[] oldIds = new long[ids];
        for (int i = 0; i < ids; i++) {
            oldIds[i] = in.getLong();
        }
        int[] oldEnds = new int[size * evolution.oldCategoricals()];
        for (int i = 0; i < oldEnds.length; i++) {
            oldEnds[i] = in.getInt();
        }
        ids(batch, oldIds, oldEnds, evolution);
        columns(in, evolution.oldNumerics(), evolution.numerics(), 0f, batch.numericValues, size);
        columns(in, evolution.tasks(), tasks(batch, evolution), Float.NaN, batch.labels, size);
        Floats.get(in, batch.weights, size);
        for (int b = 0; b < size; b++) {
            batch.times[b] = in.getLong();
            batch.partitions[b] = in.getInt();
            batch.offsets[b] = in.getLong();
        }
    }

    /**
     * Reads how many examples there are.
     *
     * @throws StateException if they are more than {@code capacity}; as many are a full batch
     */
    static int checkedSize(ByteBuffer in, int capacity) {
        int size = in.getInt();
        if (size > capacity) {
            throw new StateException(
                    "its half-filled batch has %d examples but batch.size is %d; restore with a batch.size of at least %d."
                            .formatted(size, capacity, size));
        }
        return size;
    }

    private static void ids(MiniBatch batch, long[] ids, int[] ends, Evolution evolution) {
        int[] places = evolution.categoricals();
        int old = evolution.oldCategoricals();
        int at = 0;
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < places.length; f++) {
                int i = b * old + places[f];
                if (places[f] >= 0) {
                    int from = i == 0 ? 0 : ends[i - 1];
                    System.arraycopy(ids, from, batch.ids, at, ends[i] - from);
                    at += ends[i] - from;
                }
                batch.ends[b * places.length + f] = at;
            }
        }
    }

    private static int[] tasks(MiniBatch batch, Evolution evolution) {
        int[] places = new int[batch.tasks];
        Arrays.setAll(places, t -> t < evolution.tasks() ? t : -1);
        return places;
    }

    private static void columns(
            ByteBuffer in, int old, int[] places, float missing, float[] into, int size) {
        float[] values = new float[size * old];
        Floats.get(in, values, values.length);
        for (int b = 0; b < size; b++) {
            for (int c = 0; c < places.length; c++) {
                into[b * places.length + c] = places[c] < 0 ? missing : values[b * old + places[c]];
            }
        }
    }
}
