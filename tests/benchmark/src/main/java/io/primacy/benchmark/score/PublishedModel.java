package io.primacy.benchmark.score;

import io.primacy.learner.Model;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowStore;
import io.primacy.onnx.DenseModel;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.FeatureHash;
import io.primacy.schema.snapshot.LoadedSnapshot.Tensor;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.Safetensors.Type;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Versions of a model with the network of a config, its initial weights, and so many values of
 * every categorical feature. What differs from version to version is the vectors.
 */
public final class PublishedModel {
    private final Path root;
    private final LearnerConfig config;
    private final Map<String, Tensor> dense = new LinkedHashMap<>();
    private final Map<Integer, long[]> ids = new TreeMap<>();

    /**
     * @param values of each categorical feature: "0" and so on
     */
    public PublishedModel(Path root, LearnerConfig config, int values) {
        this.root = root;
        this.config = config;
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("default", RowStore.none());
            for (NamedTensor tensor : learner.servingWeights(model)) {
                long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
                dense.put(tensor.name(), new Tensor(shape, tensor.values()));
            }
        }
        int linear = config.model().wide() ? config.tasks().size() : 0;
        for (FeatureConfig feature : config.categorical()) {
            FeatureHash hash = FeatureHash.of(feature.name());
            int width = feature.dimension() + linear;
            long[] before = ids.getOrDefault(width, new long[0]);
            long[] all = Arrays.copyOf(before, before.length + values);
            for (int v = 0; v < values; v++) {
                all[before.length + v] = hash.id(Integer.toString(v));
            }
            ids.put(width, all);
        }
        ids.values().forEach(Arrays::sort);
    }

    /** Rows of all tables. */
    long rows() {
        return ids.values().stream().mapToLong(all -> all.length).sum();
    }

    Path directory(int n) {
        return root.resolve("default").resolve(new SnapshotVersion(1, n).toString());
    }

    /** Publishes version n and points LATEST to it. */
    public void publish(int n) throws Exception {
        Path directory = Files.createDirectories(directory(n));
        List<Manifest.File> files = new ArrayList<>();
        files.add(write(directory, SnapshotLayout.DENSE, this::writeDense));
        byte[] onnx = DenseModel.write(Manifest.features(config), Manifest.network(config), dense);
        files.add(write(directory, SnapshotLayout.ONNX, out -> out.write(onnx)));
        files.add(write(directory, SnapshotLayout.EMBEDDINGS, out -> writeRows(out, n)));
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "base",
                        config.name(),
                        "default",
                        new SnapshotVersion(1, n).toString(),
                        null,
                        n,
                        "0".repeat(64),
                        1,
                        1,
                        1,
                        List.of(),
                        Manifest.features(config),
                        Manifest.network(config),
                        List.of(),
                        files);
        Files.write(directory.resolve(SnapshotLayout.MANIFEST), ManifestJson.write(manifest));
        Path whole = directory.resolveSibling("LATEST.tmp");
        Files.writeString(whole, new SnapshotVersion(1, n) + "\n");
        Files.move(
                whole,
                directory.resolveSibling(SnapshotLayout.LATEST),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes a version away that nobody follows any more; the disk may be small. */
    void remove(int n) throws IOException {
        for (String name :
                List.of(
                        SnapshotLayout.MANIFEST,
                        SnapshotLayout.DENSE,
                        SnapshotLayout.ONNX,
                        SnapshotLayout.EMBEDDINGS)) {
            Files.delete(directory(n).resolve(name));
        }
        Files.delete(directory(n));
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private static Manifest.File write(Path directory, String name, Content content)
            throws Exception {
        Path file = directory.resolve(name);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (OutputStream out =
                new BufferedOutputStream(
                        new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16)) {
            content.write(out);
        }
        return new Manifest.File(name, Files.size(file), HexFormat.of().formatHex(digest.digest()));
    }

    private void writeDense(OutputStream out) throws IOException {
        List<Safetensors.Entry> entries = new ArrayList<>();
        dense.forEach((name, t) -> entries.add(Safetensors.entry(name, Type.F32, t.shape())));
        out.write(Safetensors.header(entries));
        for (Tensor tensor : dense.values()) {
            write(out, tensor.values());
        }
    }

    private void writeRows(OutputStream out, int n) throws IOException {
        List<Safetensors.Entry> entries = new ArrayList<>();
        ids.forEach(
                (width, all) -> {
                    entries.add(
                            Safetensors.entry(
                                    SnapshotLayout.idsTensor(width), Type.I64, all.length));
                    entries.add(
                            Safetensors.entry(
                                    SnapshotLayout.vectorsTensor(width),
                                    Type.F32,
                                    all.length,
                                    width));
                });
        out.write(Safetensors.header(entries));
        SplittableRandom random = new SplittableRandom(n);
        for (Map.Entry<Integer, long[]> group : ids.entrySet()) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(8 * group.getValue().length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(group.getValue());
            out.write(bytes.array());
            float[] vectors = new float[group.getValue().length * group.getKey()];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = (float) random.nextDouble(-0.1, 0.1);
            }
            write(out, vectors);
        }
    }

    private static void write(OutputStream out, float[] values) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }
}
