package io.primacy.learner.rows;

import io.primacy.learner.StateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A row's bytes in state, little-endian:
 *
 * <pre>
 *   byte    layout version (1)
 *   byte    stages S
 *   byte    slots per weight K
 *   byte    0
 *   float32 × S·W·(1+K)   as {@link RowLayout} says; W follows from the length
 * </pre>
 */
public final class RowCodec {
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 4;

    private final int stages;
    private final int slotsPerWeight;

    /**
     * @param stages stages of the learner
     * @param slotsPerWeight slots per weight of its optimizer
     */
    public RowCodec(int stages, int slotsPerWeight) {
        this.stages = stages;
        this.slotsPerWeight = slotsPerWeight;
    }

    byte[] encode(float[] page, int offset, int length) {
        byte[] bytes = new byte[HEADER_BYTES + Float.BYTES * length];
        bytes[0] = VERSION;
        bytes[1] = (byte) stages;
        bytes[2] = (byte) slotsPerWeight;
        floats(bytes).put(page, offset, length);
        return bytes;
    }

    void decode(byte[] row, RowLayout layout, float[] page, int offset) {
        int width = width(row);
        if (width != layout.width()) {
            throw new StateException(
                    "An embedding row in state has "
                            + width
                            + " weights per level where the config says dimension "
                            + layout.dimension()
                            + " and "
                            + layout.linear()
                            + " linear; a feature's dimension cannot change: restore with the old one, or give"
                            + " the feature a new name.");
        }
        floats(row).get(page, offset, layout.length());
    }

    /** W: floats of a row's embedding and linear weights. */
    public int width(byte[] row) {
        check(row);
        return (row.length - HEADER_BYTES) / (Float.BYTES * stages * (1 + slotsPerWeight));
    }

    /**
     * Copies the published (last) stage's embedding and linear weights, W floats, to {@code into}
     * at {@code offset}.
     */
    public void servingVector(byte[] row, float[] into, int offset) {
        RowLayout layout = new RowLayout(width(row), 0, stages, slotsPerWeight);
        floats(row).position(layout.embedding(stages - 1)).get(into, offset, layout.width());
    }

    private void check(byte[] row) {
        int unit = Float.BYTES * stages * (1 + slotsPerWeight);
        if (row.length < HEADER_BYTES || row[0] != VERSION) {
            throw new StateException(
                    "An embedding row in state has layout version "
                            + (row.length == 0 ? "none" : row[0])
                            + "; this release reads version "
                            + VERSION
                            + ": restore it with the release that wrote it.");
        }
        if (row[1] != stages
                || row[2] != slotsPerWeight
                || (row.length - HEADER_BYTES) % unit != 0) {
            throw new StateException(
                    "An embedding row in state was written for "
                            + row[1]
                            + " priority levels and "
                            + row[2]
                            + " optimizer slots per weight; the config has "
                            + stages
                            + " and "
                            + slotsPerWeight
                            + ": restore with the config that wrote it.");
        }
    }

    private static FloatBuffer floats(byte[] row) {
        return ByteBuffer.wrap(row, HEADER_BYTES, row.length - HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
