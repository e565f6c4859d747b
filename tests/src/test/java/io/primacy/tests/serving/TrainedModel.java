package io.primacy.tests.serving;

import io.primacy.learner.Model;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowLayout;
import io.primacy.learner.rows.RowPage;
import io.primacy.learner.rows.RowStore;
import io.primacy.onnx.DenseModel;
import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.snapshot.LoadedSnapshot.Tensor;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.Safetensors.Type;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that learned whole batches, published as it is then, and what it predicts next: the
 * learner scores a batch before it learns from it.
 */
final class TrainedModel {
    private final LearnerConfig config;
    private final Map<Long, byte[]> rows = new TreeMap<>();
    private float[] predictions;

    /**
     * @param config with a batch as large as what is to be scored
     */
    TrainedModel(LearnerConfig config) {
        this.config = config;
    }

    /** Learns all but the last batch, publishes, and predicts the last batch. */
    Path learnAndPublish(List<Example> examples, Path root) throws Exception {
        int batch = config.batch().size();
        Path directory;
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("default", store());
            int at = 0;
            for (; at + batch < examples.size(); at++) {
                model.pending().add(examples.get(at));
                if (model.pending().isFull()) {
                    learner.learn(model);
                }
            }
            model.rows().flush();
            directory = publish(learner, model, root);
            for (; at < examples.size(); at++) {
                model.pending().add(examples.get(at));
            }
            predictions = new float[batch * config.tasks().size()];
            Arrays.fill(predictions, Float.NaN);
            learner.learn(
                    model,
                    (example, task, prediction, label, weight, loss) ->
                            predictions[example * config.tasks().size() + task] = prediction);
        }
        return directory;
    }

    /** [candidates × tasks], NaN where an event has no label of the task. */
    float[] predictions() {
        return predictions;
    }

    private RowStore store() {
        return new RowStore() {
            @Override
            public byte[] read(long id) {
                return rows.get(id);
            }

            @Override
            public void write(long[] ids, byte[][] encoded, int count) {
                for (int i = 0; i < count; i++) {
                    rows.put(ids[i], encoded[i]);
                }
            }

            @Override
            public void writePage(long number, byte[] page) {
                RowPage.<RuntimeException>forEachRow(page, rows::put);
            }

            @Override
            public void dropPage(long number) {
                // Its rows are kept by themselves.
            }

            @Override
            public void changed(long id, RowLayout layout, float[] values, int offset) {
                // All rows are published.
            }
        };
    }

    private Path publish(PrimalDualLearner learner, Model model, Path root) throws Exception {
        SnapshotVersion version = new SnapshotVersion(1, 1);
        Path directory = root.resolve("default").resolve(version.toString());
        Files.createDirectories(directory);
        Map<String, Tensor> dense = new LinkedHashMap<>();
        for (NamedTensor tensor : learner.servingWeights(model)) {
            dense.put(
                    tensor.name(),
                    new Tensor(
                            Arrays.stream(tensor.shape()).asLongStream().toArray(),
                            tensor.values()));
        }
        byte[] onnx = DenseModel.write(Manifest.features(config), Manifest.network(config), dense);
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "base",
                        config.name(),
                        "default",
                        version.toString(),
                        null,
                        1,
                        ConfigDigest.of(config),
                        model.step(),
                        model.learned(),
                        model.eventTimeMillis(),
                        List.of(),
                        Manifest.features(config),
                        Manifest.network(config),
                        List.of(),
                        List.of(
                                write(directory, SnapshotLayout.DENSE, dense(dense)),
                                write(directory, SnapshotLayout.ONNX, onnx),
                                write(directory, SnapshotLayout.EMBEDDINGS, embeddings(learner))));
        Files.write(directory.resolve(SnapshotLayout.MANIFEST), ManifestJson.write(manifest));
        Files.writeString(directory.resolveSibling(SnapshotLayout.LATEST), version + "\n");
        return directory;
    }

    private static byte[] dense(Map<String, Tensor> dense) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Safetensors.Entry> entries = new ArrayList<>();
        dense.forEach((name, t) -> entries.add(Safetensors.entry(name, Type.F32, t.shape())));
        out.write(Safetensors.header(entries));
        for (Tensor tensor : dense.values()) {
            out.write(floats(tensor.values()));
        }
        return out.toByteArray();
    }

    private byte[] embeddings(PrimalDualLearner learner) throws IOException {
        Map<Integer, List<Map.Entry<Long, byte[]>>> groups = new TreeMap<>();
        for (Map.Entry<Long, byte[]> row : rows.entrySet()) {
            int width = learner.rowCodec().width(row.getValue());
            groups.computeIfAbsent(width, w -> new ArrayList<>()).add(row);
        }
        List<Safetensors.Entry> entries = new ArrayList<>();
        groups.forEach(
                (width, group) -> {
                    entries.add(Safetensors.entry("ids." + width, Type.I64, group.size()));
                    entries.add(
                            Safetensors.entry("vectors." + width, Type.F32, group.size(), width));
                });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Safetensors.header(entries));
        for (Map.Entry<Integer, List<Map.Entry<Long, byte[]>>> group : groups.entrySet()) {
            int width = group.getKey();
            List<Map.Entry<Long, byte[]>> members = group.getValue();
            ByteBuffer ids = ByteBuffer.allocate(8 * members.size()).order(ByteOrder.LITTLE_ENDIAN);
            float[] vectors = new float[width * members.size()];
            for (int i = 0; i < members.size(); i++) {
                ids.putLong(members.get(i).getKey());
                learner.rowCodec().servingVector(members.get(i).getValue(), vectors, i * width);
            }
            out.write(ids.array());
            out.write(floats(vectors));
        }
        return out.toByteArray();
    }

    private static byte[] floats(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static Manifest.File write(Path directory, String name, byte[] bytes) throws Exception {
        Files.write(directory.resolve(name), bytes);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Manifest.File(name, bytes.length, HexFormat.of().formatHex(digest));
    }
}
