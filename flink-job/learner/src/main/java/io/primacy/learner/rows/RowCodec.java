package io.primacy.learner.rows;

import io.primacy.learner.StateException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A row's bytes in state, little-endian:
 *
 * <pre>
 *   byte    layout version (2)
 *   byte    stages S
 *   byte    slots per weight K
 *   byte    linear weights L
 *   int64   event time of the model when the row was last learned, ms since 1970
 *   float32 × S·W·(1+K)   as {@link RowLayout} says; W follows from the length
 * </pre>
 *
 * Layout version 1 has no time, and 0 for L whatever it is. Its rows are read, and do not expire
 * until they have been learned again.
 */
public final class RowCodec {
    /** When a row was last learned that does not say it. */
    static final long UNKNOWN_TIME = Long.MAX_VALUE;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle FLOAT =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte VERSION = 2;
    private static final int HEADER_BYTES = 12;
    private static final int HEADER_BYTES_OF_VERSION_1 = 4;

    private final int stages;
    private final int slotsPerWeight;
    private final int linear;

    /**
     * @param stages stages of the learner
     * @param slotsPerWeight slots per weight of its optimizer
     * @param linear linear weights of a row in one stage
     */
    public RowCodec(int stages, int slotsPerWeight, int linear) {
        this.stages = stages;
        this.slotsPerWeight = slotsPerWeight;
        this.linear = linear;
    }

    byte[] encode(float[] page, int offset, int length, long learnedMillis) {
        byte[] bytes = new byte[bytes(length)];
        encode(page, offset, length, learnedMillis, bytes, 0);
        return bytes;
    }

    /** Bytes of a row of {@code length} floats. */
    static int bytes(int length) {
        return HEADER_BYTES + Float.BYTES * length;
    }

    /** The same, to {@code at} in {@code bytes}. */
    void encode(float[] page, int offset, int length, long learnedMillis, byte[] bytes, int at) {
        bytes[at] = VERSION;
        bytes[at + 1] = (byte) stages;
        bytes[at + 2] = (byte) slotsPerWeight;
        bytes[at + 3] = (byte) linear;
        LONG.set(bytes, at + 4, learnedMillis);
        int first = at + HEADER_BYTES;
        for (int i = 0; i < length; i++) {
            FLOAT.set(bytes, first + Float.BYTES * i, page[offset + i]);
        }
    }

    /** Whether a row has all the values that rows have now. */
    boolean isComplete(byte[] row) {
        return stages(row) == stages && linear(row) == linear;
    }

    /**
     * Fills in a row. What a row that is not complete does not have stays as it is in the page; a
     * level that is new begins as a copy of the one above it.
     */
    void decode(byte[] row, RowLayout layout, float[] page, int offset) {
        int dimension = dimension(row);
        if (dimension != layout.dimension()) {
            throw new StateException(
                    "An embedding row in state has dimension "
                            + dimension
                            + " where the config says "
                            + layout.dimension()
                            + "; a feature's dimension cannot change: restore with the old one, or give"
                            + " the feature a new name.");
        }
        FloatBuffer floats = floats(row);
        if (isComplete(row)) {
            floats.get(page, offset, layout.length());
            return;
        }
        RowLayout old = new RowLayout(dimension, linear(row), stages(row), slotsPerWeight);
        for (int stage = 0; stage < stages; stage++) {
            int from = old.embedding(Math.min(stage, old.stages() - 1));
            int into = offset + layout.embedding(stage);
            for (int block = 0; block <= slotsPerWeight; block++) {
                floats.get(
                        from + block * old.width(),
                        page,
                        into + block * layout.width(),
                        old.width());
            }
        }
    }

    /** Event time of the model when the row was last learned, or {@link #UNKNOWN_TIME}. */
    long learnedMillis(byte[] row) {
        return header(row) == HEADER_BYTES
                ? ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getLong(4)
                : UNKNOWN_TIME;
    }

    /** W: floats of a row's embedding and linear weights. */
    public int width(byte[] row) {
        return dimension(row) + linear;
    }

    /**
     * Copies the published (last) stage's embedding and linear weights, W floats, to {@code into}
     * at {@code offset}.
     */
    public void servingVector(byte[] row, float[] into, int offset) {
        if (isComplete(row)) {
            int width = width(row);
            floats(row).get((stages - 1) * width * (1 + slotsPerWeight), into, offset, width);
            return;
        }
        RowLayout old = new RowLayout(dimension(row), linear(row), stages(row), slotsPerWeight);
        floats(row).get(old.embedding(old.stages() - 1), into, offset, old.width());
        Arrays.fill(into, offset + old.width(), offset + old.dimension() + linear, 0f);
    }

    /** A row's values, little-endian floats: the same bytes for the same values. */
    public static ByteBuffer values(byte[] row) {
        int header = header(row);
        return ByteBuffer.wrap(row, header, row.length - header);
    }

    private int dimension(byte[] row) {
        int floatBytes = row.length - header(row);
        int unit = Float.BYTES * stages(row) * (1 + slotsPerWeight);
        if (stages(row) > stages
                || (row[2] & 0xff) != slotsPerWeight
                || linear(row) > linear
                || floatBytes % unit != 0) {
            throw new StateException(
                    "An embedding row in state was written for "
                            + stages(row)
                            + " priority levels, "
                            + linear(row)
                            + " linear weights and "
                            + row[2]
                            + " optimizer slots per weight; the config has "
                            + stages
                            + ", "
                            + linear
                            + " and "
                            + slotsPerWeight
                            + ": restore with the config that wrote it.");
        }
        return floatBytes / unit - linear(row);
    }

    private static int stages(byte[] row) {
        return row[1] & 0xff;
    }

    /** L; in version 1 it cannot be another than now. */
    private int linear(byte[] row) {
        return header(row) == HEADER_BYTES ? row[3] & 0xff : linear;
    }

    private static int header(byte[] row) {
        int version = row.length == 0 ? 0 : row[0];
        int bytes =
                switch (version) {
                    case 1 -> HEADER_BYTES_OF_VERSION_1;
                    case VERSION -> HEADER_BYTES;
                    default -> Integer.MAX_VALUE;
                };
        if (row.length < bytes) {
            throw new StateException(
                    "An embedding row in state has layout version "
                            + version
                            + " and "
                            + row.length
                            + " bytes; this release reads versions 1 to "
                            + VERSION
                            + ": restore it with the release that wrote it.");
        }
        return bytes;
    }

    private static FloatBuffer floats(byte[] row) {
        int header = header(row);
        return ByteBuffer.wrap(row, header, row.length - header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
