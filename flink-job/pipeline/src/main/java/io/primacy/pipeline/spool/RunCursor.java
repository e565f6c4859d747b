package io.primacy.pipeline.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads one sorted run row by row, a block of rows at a time; vectors only where asked for. */
final class RunCursor {
    private static final int BLOCK_BYTES = 64 << 10;

    private final FileChannel file;
    private final RowSpool.Run run;
    private final int vectorBytes;
    private final int blockRows;
    private final ByteBuffer ids;
    private ByteBuffer vectors;
    private int vectorsFrom = -1;
    private int row;

    /** Stands on the run's first row. */
    RunCursor(FileChannel file, RowSpool.Run run, int dimension) throws IOException {
        this.file = file;
        this.run = run;
        this.vectorBytes = Float.BYTES * dimension;
        this.blockRows = Math.max(1, BLOCK_BYTES / (Long.BYTES + vectorBytes));
        this.ids = ByteBuffer.allocate(Long.BYTES * blockRows).order(ByteOrder.LITTLE_ENDIAN);
        readIds();
    }

    /** The id of the row it stands on. */
    long id() {
        return ids.getLong(Long.BYTES * (row % blockRows));
    }

    /** Copies the vector of the row it stands on, little-endian. */
    void vector(byte[] into) throws IOException {
        int block = row - row % blockRows;
        if (vectors == null) {
            vectors = ByteBuffer.allocate(vectorBytes * blockRows);
        }
        if (vectorsFrom != block) {
            int count = Math.min(blockRows, run.rows() - block);
            long begin = run.offset() + (long) Long.BYTES * run.rows();
            read(vectors, begin + (long) vectorBytes * block, vectorBytes * count);
            vectorsFrom = block;
        }
        vectors.get(vectorBytes * (row % blockRows), into);
    }

    /** Steps to the next row; false after the last. */
    boolean advance() throws IOException {
        row++;
        if (row == run.rows()) {
            return false;
        }
        if (row % blockRows == 0) {
            readIds();
        }
        return true;
    }

    private void readIds() throws IOException {
        int count = Math.min(blockRows, run.rows() - row);
        read(ids, run.offset() + (long) Long.BYTES * row, Long.BYTES * count);
    }

    private void read(ByteBuffer into, long position, int length) throws IOException {
        into.clear().limit(length);
        long at = position;
        while (into.hasRemaining()) {
            int count = file.read(into, at);
            if (count < 0) {
                throw new EOFException("A temporary file of embedding rows was cut short.");
            }
            at += count;
        }
    }
}
