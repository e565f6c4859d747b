package io.primacy.pipeline.snapshot;

import io.primacy.learner.NamedTensor;
import io.primacy.onnx.DenseModel;
import io.primacy.pipeline.publish.Publication;
import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/**
 * A version being staged: its files stand in their final place, but without a manifest nobody sees
 * them. Rows are collected and sorted by id, so that the same model gives the same bytes.
 */
final class StagedVersion {
    private static final int CHUNK_FLOATS = 1 << 14;

    private final LearnerConfig config;
    private final SnapshotPart.Begin begin;
    private final Path directory;
    private final List<NamedTensor> dense = new ArrayList<>();
    private final Map<Integer, List<SnapshotPart.Rows>> rows = new TreeMap<>();
    private final List<Manifest.File> files = new ArrayList<>();

    StagedVersion(LearnerConfig config, SnapshotPart.Begin begin, Path directory) {
        this.config = config;
        this.begin = begin;
        this.directory = directory;
    }

    String model() {
        return begin.model();
    }

    void add(NamedTensor tensor) {
        dense.add(tensor);
    }

    void add(SnapshotPart.Rows chunk) {
        rows.computeIfAbsent(chunk.dimension(), d -> new ArrayList<>()).add(chunk);
    }

    /** Writes the files; what is left for the committer is the manifest. */
    Publication finish() throws IOException {
        writeDense();
        writeOnnx();
        writeEmbeddings();
        SnapshotVersion version = new SnapshotVersion(begin.epoch(), begin.sequence());
        return new Publication(
                begin.model(),
                version.toString(),
                begin.checkpointId(),
                begin.report().learned(),
                ManifestJson.write(manifest(version)));
    }

    private void writeDense() throws IOException {
        List<Safetensors.Entry> entries = new ArrayList<>();
        for (NamedTensor tensor : dense) {
            long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
            entries.add(Safetensors.entry(tensor.name(), Safetensors.Type.F32, shape));
        }
        try (HashedFile file = open(SnapshotLayout.DENSE)) {
            file.write(Safetensors.header(entries));
            for (NamedTensor tensor : dense) {
                write(file, tensor.values());
            }
            finish(file, SnapshotLayout.DENSE);
        }
    }

    private void writeOnnx() throws IOException {
        Map<String, LoadedSnapshot.Tensor> tensors = new LinkedHashMap<>();
        for (NamedTensor tensor : dense) {
            long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
            tensors.put(tensor.name(), new LoadedSnapshot.Tensor(shape, tensor.values()));
        }
        try (HashedFile file = open(SnapshotLayout.ONNX)) {
            file.write(
                    DenseModel.write(Manifest.features(config), Manifest.network(config), tensors));
            finish(file, SnapshotLayout.ONNX);
        }
    }

    private void writeEmbeddings() throws IOException {
        List<Safetensors.Entry> entries = new ArrayList<>();
        Map<Integer, long[]> sortedIds = new TreeMap<>();
        for (Map.Entry<Integer, List<SnapshotPart.Rows>> group : rows.entrySet()) {
            int dimension = group.getKey();
            long[] ids = sortedIds(group.getValue());
            sortedIds.put(dimension, ids);
            entries.add(
                    Safetensors.entry(
                            SnapshotLayout.idsTensor(dimension), Safetensors.Type.I64, ids.length));
            entries.add(
                    Safetensors.entry(
                            SnapshotLayout.vectorsTensor(dimension),
                            Safetensors.Type.F32,
                            ids.length,
                            dimension));
        }
        try (HashedFile file = open(SnapshotLayout.EMBEDDINGS)) {
            file.write(Safetensors.header(entries));
            for (Map.Entry<Integer, long[]> ids : sortedIds.entrySet()) {
                write(file, ids.getValue());
                write(file, sortedVectors(ids.getKey(), ids.getValue()));
            }
            finish(file, SnapshotLayout.EMBEDDINGS);
        }
    }

    private static long[] sortedIds(List<SnapshotPart.Rows> chunks) {
        long[] ids = new long[chunks.stream().mapToInt(c -> c.ids().length).sum()];
        int at = 0;
        for (SnapshotPart.Rows chunk : chunks) {
            System.arraycopy(chunk.ids(), 0, ids, at, chunk.ids().length);
            at += chunk.ids().length;
        }
        Arrays.sort(ids);
        return ids;
    }

    private float[] sortedVectors(int dimension, long[] sorted) {
        float[] vectors = new float[Math.multiplyExact(sorted.length, dimension)];
        for (SnapshotPart.Rows chunk : rows.get(dimension)) {
            for (int i = 0; i < chunk.ids().length; i++) {
                int place = Arrays.binarySearch(sorted, chunk.ids()[i]);
                System.arraycopy(
                        chunk.vectors(), i * dimension, vectors, place * dimension, dimension);
            }
        }
        return vectors;
    }

    private Manifest manifest(SnapshotVersion version) {
        MetricsReport report = begin.report();
        List<Manifest.Offset> offsets = new ArrayList<>();
        for (int partition = 0; partition < begin.nextOffsets().length; partition++) {
            if (begin.nextOffsets()[partition] >= 0) {
                offsets.add(new Manifest.Offset(partition, begin.nextOffsets()[partition]));
            }
        }
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "base",
                config.name(),
                begin.model(),
                version.toString(),
                version.sequence() == 1
                        ? null
                        : new SnapshotVersion(version.epoch(), version.sequence() - 1).toString(),
                begin.checkpointId(),
                ConfigDigest.of(config),
                report.step(),
                report.learned(),
                report.eventTimeMillis(),
                offsets,
                Manifest.features(config),
                Manifest.network(config),
                report.tasks(),
                files);
    }

    private HashedFile open(String name) throws IOException {
        return new HashedFile(new Path(directory, name));
    }

    private void finish(HashedFile file, String name) throws IOException {
        file.close();
        files.add(new Manifest.File(name, file.size(), file.sha256()));
    }

    private static void write(HashedFile file, float[] values) throws IOException {
        ByteBuffer chunk =
                ByteBuffer.allocate(Float.BYTES * CHUNK_FLOATS).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
            int n = Math.min(CHUNK_FLOATS, values.length - at);
            chunk.asFloatBuffer().put(values, at, n);
            file.write(chunk.array(), 0, Float.BYTES * n);
        }
    }

    private static void write(HashedFile file, long[] values) throws IOException {
        ByteBuffer chunk =
                ByteBuffer.allocate(Long.BYTES * CHUNK_FLOATS).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
            int n = Math.min(CHUNK_FLOATS, values.length - at);
            chunk.asLongBuffer().put(values, at, n);
            file.write(chunk.array(), 0, Long.BYTES * n);
        }
    }

    /** Forgets what was collected; files already written are overwritten by the next attempt. */
    void close() {
        dense.clear();
        rows.clear();
    }
}
