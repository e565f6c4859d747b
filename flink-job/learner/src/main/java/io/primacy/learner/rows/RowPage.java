package io.primacy.learner.rows;

import io.primacy.learner.StateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows that lie together on the heap, as one value in state, little-endian:
 *
 * <pre>
 *   int32   layout version (1)
 *   int32   rows n
 *   n ×     int64 id, then the row as {@link RowCodec} says; all are of one length
 * </pre>
 */
public final class RowPage {
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 2 * Integer.BYTES;

    private RowPage() {}

    /** Receives the rows of a page. */
    public interface Visitor<E extends Exception> {
        /**
         * A row.
         *
         * @param row its bytes, the visitor's own
         */
        void row(long id, byte[] row) throws E;
    }

    /** A page of so many rows of {@code length} floats; {@link #row} says where they go. */
    static ByteBuffer begin(int rows, int length) {
        return ByteBuffer.allocate(HEADER_BYTES + rows * bytes(length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(VERSION)
                .putInt(rows);
    }

    /** Adds a row. */
    static void add(
            ByteBuffer page,
            long id,
            RowCodec codec,
            float[] values,
            int offset,
            int length,
            long learnedMillis) {
        page.putLong(id);
        codec.encode(values, offset, length, learnedMillis, page.array(), page.position());
        page.position(page.position() + RowCodec.bytes(length));
    }

    private static int bytes(int length) {
        return Long.BYTES + RowCodec.bytes(length);
    }

    /**
     * Shows every row of a page.
     *
     * @throws StateException if it was written by another release
     */
    public static <E extends Exception> void forEachRow(byte[] page, Visitor<E> visitor) throws E {
        ByteBuffer in = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        int version = page.length < HEADER_BYTES ? 0 : in.getInt();
        if (version != VERSION) {
            throw new StateException(
                    "A page of embedding rows in state has layout version %d and %d bytes; this release reads version %d: restore it with the release that wrote it."
                            .formatted(version, page.length, VERSION));
        }
        int rows = in.getInt();
        int bytes = rows == 0 ? 0 : in.remaining() / rows;
        for (int i = 0; i < rows; i++) {
            int at = HEADER_BYTES + i * bytes;
            visitor.row(in.getLong(at), Arrays.copyOfRange(page, at + Long.BYTES, at + bytes));
        }
    }
}
