package io.primacy.pipeline.upkeep;

import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.SnapshotLayout;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of one dimension of one file, one after the other; only their ids are in memory. */
final class SortedRows implements Closeable {
    private final int order;
    private final long[] ids;
    private final byte[] vector;
    private final DataInputStream vectors;
    private int at;
    private int read;

    /**
     * @param order the higher, the newer
     */
    SortedRows(
            int order, Path file, Safetensors.Entry ids, Safetensors.Entry vectors, int dimension)
            throws IOException {
        this.order = order;
        this.ids = Safetensors.longs(file, ids);
        this.vector = new byte[Float.BYTES * dimension];
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        this.vectors = new DataInputStream(in);
        in.skipNBytes(Safetensors.dataBegin(file) + vectors.begin());
    }

    /** The rows of a dimension, or {@code null} if the file has none. */
    static SortedRows open(int order, Path file, int dimension) throws IOException {
        Safetensors.Entry ids = null;
        Safetensors.Entry vectors = null;
        for (Safetensors.Entry entry : Safetensors.entries(file)) {
            ids = entry.name().equals(SnapshotLayout.idsTensor(dimension)) ? entry : ids;
            vectors =
                    entry.name().equals(SnapshotLayout.vectorsTensor(dimension)) ? entry : vectors;
        }
        return ids == null || vectors == null
                ? null
                : new SortedRows(order, file, ids, vectors, dimension);
    }

    int order() {
        return order;
    }

    boolean hasNext() {
        return at < ids.length;
    }

    /** The id that it stands on. */
    long id() {
        return ids[at];
    }

    void next() {
        at++;
    }

    /** Goes back to the first row; vectors must not have been asked for. */
    void restart() {
        at = 0;
    }

    /** The vector that it stands on, little-endian. */
    byte[] vector() throws IOException {
        for (; read <= at; read++) {
            if (vectors.readNBytes(vector, 0, vector.length) < vector.length) {
                throw new EOFException("The vectors of a snapshot end before its ids do.");
            }
        }
        return vector;
    }

    @Override
    public void close() throws IOException {
        vectors.close();
    }
}
