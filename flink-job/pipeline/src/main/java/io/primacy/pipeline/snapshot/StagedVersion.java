package io.primacy.pipeline.snapshot;

import io.primacy.learner.NamedTensor;
import io.primacy.onnx.DenseModel;
import io.primacy.pipeline.publish.HashedFile;
import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * A version being staged: its files stand in their final place, but without a manifest nobody sees
 * them. Rows are sorted by id, so that the same model gives the same bytes.
 */
final class StagedVersion implements Closeable {
    private final LearnerConfig config;
    private final SnapshotPart.Begin begin;
    private final Path directory;
    private final List<NamedTensor> dense = new ArrayList<>();
    private final StagedRows rows;
    private final List<Manifest.File> files = new ArrayList<>();

    StagedVersion(LearnerConfig config, SnapshotPart.Begin begin, Path directory) {
        this.config = config;
        this.begin = begin;
        this.directory = directory;
        this.rows = begin.distinct() ? new AllRows() : new LatestRows();
    }

    void add(NamedTensor tensor) {
        dense.add(tensor);
    }

    void add(SnapshotPart.Rows chunk) throws IOException {
        rows.add(chunk);
    }

    /** Writes the files; returns the bytes of the manifest that makes them visible. */
    byte[] finish() throws IOException {
        writeDense();
        writeOnnx();
        writeEmbeddings();
        return ManifestJson.write(manifest());
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
                LatestRows.writeFloats(file, tensor.values());
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
        try (HashedFile file = open(SnapshotLayout.EMBEDDINGS)) {
            file.write(Safetensors.header(rows.entries()));
            rows.write(file);
            finish(file, SnapshotLayout.EMBEDDINGS);
        }
    }

    private Manifest manifest() {
        MetricsReport report = begin.report();
        List<Manifest.Offset> offsets = new ArrayList<>();
        for (int partition = 0; partition < begin.nextOffsets().length; partition++) {
            if (begin.nextOffsets()[partition] >= 0) {
                offsets.add(new Manifest.Offset(partition, begin.nextOffsets()[partition]));
            }
        }
        return new Manifest(
                begin.complete() ? Manifest.FORMAT_VERSION : Manifest.DELTA_FORMAT_VERSION,
                begin.complete() ? "base" : "delta",
                config.name(),
                begin.model(),
                new SnapshotVersion(begin.epoch(), begin.sequence()).toString(),
                begin.parent(),
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

    /** Begins no file once the thread is to stop: it may be the next attempt's already. */
    private HashedFile open(String name) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(
                    "The job ended before " + new Path(directory, name) + " was begun.");
        }
        return new HashedFile(new Path(directory, name));
    }

    private void finish(HashedFile file, String name) throws IOException {
        file.close();
        files.add(new Manifest.File(name, file.size(), file.sha256()));
    }

    /** Forgets what was collected; files already written are overwritten by the next attempt. */
    @Override
    public void close() throws IOException {
        dense.clear();
        rows.close();
    }
}
