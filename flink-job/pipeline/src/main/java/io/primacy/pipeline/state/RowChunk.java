package io.primacy.pipeline.state;

import java.util.Arrays;

/**
 * Rows as a snapshot shows them. Rows are only ever added, so that what was seen of a chunk may be
 * read by another thread.
 */
public final class RowChunk {
    private final int width;
    private final long[] ids;
    private final float[] vectors;
    private int size;

    RowChunk(int width, int capacity) {
        this(width, new long[capacity], new float[capacity * width], 0);
    }

    private RowChunk(int width, long[] ids, float[] vectors, int size) {
        this.width = width;
        this.ids = ids;
        this.vectors = vectors;
        this.size = size;
    }

    /** Floats of a row. */
    public int width() {
        return width;
    }

    /** Ids; the first {@link #size} count. */
    public long[] ids() {
        return ids;
    }

    /** Vectors, one after the other; the first {@link #size} count. */
    public float[] vectors() {
        return vectors;
    }

    /** Rows. */
    public int size() {
        return size;
    }

    void grow() {
        size++;
    }

    RowChunk enlarged(int capacity) {
        return new RowChunk(
                width,
                Arrays.copyOf(ids, capacity),
                Arrays.copyOf(vectors, capacity * width),
                size);
    }

    long heapBytes() {
        return (long) Long.BYTES * ids.length + (long) Float.BYTES * vectors.length;
    }
}
