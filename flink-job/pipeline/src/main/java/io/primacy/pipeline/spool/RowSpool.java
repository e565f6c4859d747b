package io.primacy.pipeline.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Embedding rows of one dimension, taken in any order and written in ascending order of their ids:
 * an external merge sort. Rows are collected into runs of bounded size; each run is sorted and
 * appended to a temporary file, in the JVM's temporary directory, as {@code int64 ids [n]}, {@code
 * float32 vectors [n, dimension]}, little-endian. Ids must be distinct.
 */
public final class RowSpool implements Closeable {
    private static final int RUN_BYTES = 8 << 20;

    private final int dimension;
    private final int runRows;
    private final List<Run> runs = new ArrayList<>();
    private long[] ids = {};
    private float[] vectors = {};
    private int buffered;
    private long rows;
    private FileChannel file;

    /**
     * @param dimension floats of a row
     */
    public RowSpool(int dimension) {
        this(dimension, Math.max(1024, RUN_BYTES / (Long.BYTES + Float.BYTES * dimension)));
    }

    RowSpool(int dimension, int runRows) {
        this.dimension = dimension;
        this.runRows = runRows;
    }

    /** Floats of a row. */
    public int dimension() {
        return dimension;
    }

    /** Rows added so far. */
    public long rows() {
        return rows;
    }

    /** Adds rows: their ids, and their vectors one after the other. */
    public void add(long[] newIds, float[] newVectors) throws IOException {
        for (int i = 0; i < newIds.length; i++) {
            if (buffered == runRows) {
                endRun();
            }
            if (buffered == ids.length) {
                int capacity = Math.min(runRows, Math.max(256, 2 * buffered));
                ids = Arrays.copyOf(ids, capacity);
                vectors = Arrays.copyOf(vectors, capacity * dimension);
            }
            ids[buffered] = newIds[i];
            System.arraycopy(newVectors, i * dimension, vectors, buffered * dimension, dimension);
            buffered++;
        }
        rows += newIds.length;
    }

    /** Writes all ids, ascending, as little-endian int64. */
    public void writeIds(OutputStream out) throws IOException {
        byte[] cell = new byte[Long.BYTES];
        ByteBuffer view = ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN);
        merge(
                run -> {
                    view.putLong(0, run.id());
                    out.write(cell);
                });
    }

    /** Writes all vectors, in the order of {@link #writeIds}, as little-endian float32. */
    public void writeVectors(OutputStream out) throws IOException {
        byte[] cell = new byte[Float.BYTES * dimension];
        merge(
                run -> {
                    run.vector(cell);
                    out.write(cell);
                });
    }

    /** Removes the temporary file. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    private void merge(RunVisitor visitor) throws IOException {
        if (buffered > 0) {
            endRun();
        }
        PriorityQueue<RunCursor> queue =
                new PriorityQueue<>(
                        Math.max(1, runs.size()), Comparator.comparingLong(RunCursor::id));
        for (Run run : runs) {
            queue.add(new RunCursor(file, run, dimension));
        }
        while (!queue.isEmpty()) {
            RunCursor least = queue.poll();
            visitor.visit(least);
            if (least.advance()) {
                queue.add(least);
            }
        }
    }

    private void endRun() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("primacy-rows-", ".spool");
            file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
        }
        runs.add(new Run(file.size(), buffered));
        ByteBuffer bytes =
                ByteBuffer.allocate(buffered * (Long.BYTES + Float.BYTES * dimension))
                        .order(ByteOrder.LITTLE_ENDIAN);
        long[] sorted = Arrays.copyOf(ids, buffered);
        Arrays.sort(sorted);
        int[] order = new int[buffered];
        for (int i = 0; i < buffered; i++) {
            order[Arrays.binarySearch(sorted, ids[i])] = i;
        }
        for (long id : sorted) {
            bytes.putLong(id);
        }
        for (int row : order) {
            bytes.asFloatBuffer().put(vectors, row * dimension, dimension);
            bytes.position(bytes.position() + Float.BYTES * dimension);
        }
        bytes.flip();
        long position = file.size();
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
        buffered = 0;
    }

    /** A sorted stretch of the temporary file: where it begins and its rows. */
    record Run(long offset, int rows) {}

    private interface RunVisitor {
        void visit(RunCursor run) throws IOException;
    }
}
