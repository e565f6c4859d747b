package io.primacy.pipeline.snapshot;

import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.SnapshotLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows that changed: of several of one id, the last counts. Held in memory as they were taken. */
final class LatestRows implements StagedRows {
    private static final int CHUNK_CELLS = 1 << 14;

    private final Map<Integer, List<SnapshotPart.Rows>> chunks = new TreeMap<>();
    private final Map<Integer, long[]> sorted = new TreeMap<>();

    @Override
    public void add(SnapshotPart.Rows rows) {
        chunks.computeIfAbsent(rows.dimension(), d -> new ArrayList<>()).add(rows);
    }

    @Override
    public List<Safetensors.Entry> entries() {
        List<Safetensors.Entry> entries = new ArrayList<>();
        chunks.forEach(
                (dimension, rows) -> {
                    long[] ids = sortedIds(rows);
                    sorted.put(dimension, ids);
                    entries.add(
                            Safetensors.entry(
                                    SnapshotLayout.idsTensor(dimension),
                                    Safetensors.Type.I64,
                                    ids.length));
                    entries.add(
                            Safetensors.entry(
                                    SnapshotLayout.vectorsTensor(dimension),
                                    Safetensors.Type.F32,
                                    ids.length,
                                    dimension));
                });
        return entries;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        for (Map.Entry<Integer, long[]> ids : sorted.entrySet()) {
            write(out, ids.getValue());
            writeFloats(out, sortedVectors(ids.getKey(), ids.getValue()));
        }
    }

    @Override
    public void close() {
        chunks.clear();
        sorted.clear();
    }

    /** The ids, ascending, each once. */
    private static long[] sortedIds(List<SnapshotPart.Rows> chunks) {
        long[] ids = new long[chunks.stream().mapToInt(c -> c.ids().length).sum()];
        int at = 0;
        for (SnapshotPart.Rows chunk : chunks) {
            System.arraycopy(chunk.ids(), 0, ids, at, chunk.ids().length);
            at += chunk.ids().length;
        }
        Arrays.sort(ids);
        int distinct = 0;
        for (int i = 0; i < ids.length; i++) {
            if (i == 0 || ids[i] != ids[i - 1]) {
                ids[distinct++] = ids[i];
            }
        }
        return distinct == ids.length ? ids : Arrays.copyOf(ids, distinct);
    }

    /** The vectors of these ids; later ones of an id overwrite the earlier. */
    private float[] sortedVectors(int dimension, long[] ids) {
        float[] vectors = new float[Math.multiplyExact(ids.length, dimension)];
        for (SnapshotPart.Rows chunk : chunks.get(dimension)) {
            for (int i = 0; i < chunk.ids().length; i++) {
                int place = Arrays.binarySearch(ids, chunk.ids()[i]);
                System.arraycopy(
                        chunk.vectors(), i * dimension, vectors, place * dimension, dimension);
            }
        }
        return vectors;
    }

    /** Writes float32, little-endian. */
    static void writeFloats(OutputStream out, float[] values) throws IOException {
        ByteBuffer chunk =
                ByteBuffer.allocate(Float.BYTES * CHUNK_CELLS).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK_CELLS) {
            int n = Math.min(CHUNK_CELLS, values.length - at);
            chunk.asFloatBuffer().put(values, at, n);
            out.write(chunk.array(), 0, Float.BYTES * n);
        }
    }

    private static void write(OutputStream out, long[] values) throws IOException {
        ByteBuffer chunk =
                ByteBuffer.allocate(Long.BYTES * CHUNK_CELLS).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK_CELLS) {
            int n = Math.min(CHUNK_CELLS, values.length - at);
            chunk.asLongBuffer().put(values, at, n);
            out.write(chunk.array(), 0, Long.BYTES * n);
        }
    }
}
