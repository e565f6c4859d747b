package io.primacy.pipeline.state;

import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.rows.RowLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model's rows that were written to state since its last published version, or since it was
 * made, as a snapshot shows them, in the order in which they were written: of several of one id the
 * last counts. Gathering costs a copy of a vector a row; that is all that a snapshot costs the
 * learning thread.
 *
 * <p>Bounded: where they would take more memory than they may, they are given up, and the next
 * snapshot has all rows.
 */
final class ChangedRows {
    private static final int CHUNK_ROWS = 4096;

    private final RowCodec codec;
    private final long memoryBytes;
    private final Map<Integer, List<RowChunk>> chunks = new TreeMap<>();
    private long[] unkept = new long[0];
    private int unkeptCount;
    private long heapBytes;
    private boolean gathering = true;
    private boolean givenUp;

    /**
     * @param codec reads the rows
     * @param memoryBytes heap that they may take
     */
    ChangedRows(RowCodec codec, long memoryBytes) {
        this.codec = codec;
        this.memoryBytes = memoryBytes;
    }

    /** A row is written, whose floats are as {@code layout} says. */
    void add(long id, RowLayout layout, float[] values, int offset) {
        if (!gathering) {
            return;
        }
        int width = layout.width();
        RowChunk chunk = chunk(width);
        int published = offset + layout.embedding(layout.stages() - 1);
        System.arraycopy(values, published, chunk.vectors(), chunk.size() * width, width);
        added(id, chunk);
    }

    /** A row was written, whose bytes are these. */
    void add(long id, byte[] row) {
        if (!gathering) {
            return;
        }
        RowChunk chunk = chunk(codec.width(row));
        codec.servingVector(row, chunk.vectors(), chunk.size() * chunk.width());
        added(id, chunk);
    }

    private void added(long id, RowChunk chunk) {
        chunk.ids()[chunk.size()] = id;
        chunk.grow();
        if (unkeptCount == unkept.length) {
            unkept = Arrays.copyOf(unkept, Math.max(1024, 2 * unkeptCount));
        }
        unkept[unkeptCount++] = id;
        if (heapBytes + (long) Long.BYTES * unkept.length > memoryBytes) {
            clear();
            gathering = false;
            givenUp = true;
        }
    }

    private RowChunk chunk(int width) {
        List<RowChunk> ofWidth = chunks.computeIfAbsent(width, w -> new ArrayList<>());
        RowChunk last = ofWidth.isEmpty() ? null : ofWidth.get(ofWidth.size() - 1);
        if (last == null || last.size() == CHUNK_ROWS) {
            last = new RowChunk(width, last == null && ofWidth.isEmpty() ? 256 : CHUNK_ROWS);
            ofWidth.add(last);
            heapBytes += last.heapBytes();
        } else if (last.size() == last.ids().length) {
            heapBytes -= last.heapBytes();
            last = last.enlarged(Math.min(CHUNK_ROWS, 4 * last.size()));
            ofWidth.set(ofWidth.size() - 1, last);
            heapBytes += last.heapBytes();
        }
        return last;
    }

    /** All of them, in chunks of one width each. */
    List<RowChunk> chunks() {
        return chunks.values().stream().flatMap(List::stream).toList();
    }

    /** Whether they were given up since the last call of {@link #clear}. */
    boolean givenUp() {
        return givenUp;
    }

    /** Whether rows are gathered at all. */
    void gather(boolean wanted) {
        gathering = wanted;
    }

    /**
     * Ids added since the last call, little-endian, so that they can be kept in state; {@code null}
     * if there are none.
     */
    byte[] takeUnkept() {
        if (unkeptCount == 0) {
            return null;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * unkeptCount).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(unkept, 0, unkeptCount);
        unkeptCount = 0;
        return bytes.array();
    }

    /** They were published, or are no longer wanted. */
    void clear() {
        chunks.clear();
        unkept = new long[0];
        unkeptCount = 0;
        heapBytes = 0;
        givenUp = false;
    }
}
