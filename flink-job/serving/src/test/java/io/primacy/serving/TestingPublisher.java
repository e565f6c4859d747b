package io.primacy.serving;

import io.primacy.onnx.DenseModel;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.FeatureHash;
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
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes versions of a model that says which version it is: version n gives n² for the user
 * "known", since its network multiplies by n a vector that is n.
 */
final class TestingPublisher {
    static final String MODEL = "default";
    static final LearnerConfig CONFIG =
            ConfigReader.parse(
                    "test",
                    """
                    name: test
                    events: {topic: t}
                    features: [{name: user, dimension: 1}, {name: price, type: numeric}]
                    tasks: [{name: square, loss: squared, priority: 1}]
                    model: {architecture: shared-bottom, expert-layers: [1], tower-layers: []}
                    snapshot: {directory: d}
                    """);

    private final Path root;

    TestingPublisher(Path root) {
        this.root = root;
    }

    static SnapshotVersion version(int n) {
        return new SnapshotVersion(1, n);
    }

    Path directory(int n) {
        return root.resolve(MODEL).resolve(version(n).toString());
    }

    /** Publishes version n and points to it. */
    void publish(int n) throws Exception {
        stage(n);
        point(n);
    }

    /** Publishes version n. */
    void stage(int n) throws Exception {
        stage(n, n, Manifest.network(CONFIG));
    }

    /** Publishes version n with another factor, or what another network claims. */
    void stage(int n, float factor, Manifest.Network network) throws Exception {
        Files.createDirectories(directory(n));
        Map<String, Tensor> dense = new LinkedHashMap<>();
        dense.put("experts.0.0.weight", new Tensor(new long[] {2, 1}, new float[] {1, 0}));
        dense.put("experts.0.0.bias", new Tensor(new long[] {1}, new float[] {0}));
        dense.put("towers.square.0.weight", new Tensor(new long[] {1, 1}, new float[] {factor}));
        dense.put("towers.square.0.bias", new Tensor(new long[] {1}, new float[] {0}));
        List<Manifest.File> files = new ArrayList<>();
        files.add(write(n, SnapshotLayout.DENSE, safetensors(dense)));
        files.add(
                write(
                        n,
                        SnapshotLayout.ONNX,
                        DenseModel.write(
                                Manifest.features(CONFIG), Manifest.network(CONFIG), dense)));
        files.add(write(n, SnapshotLayout.EMBEDDINGS, embeddings(n)));
        manifest(n, network, files);
    }

    /** Writes a manifest. */
    void manifest(int n, Manifest.Network network, List<Manifest.File> files) throws IOException {
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "base",
                        "test",
                        MODEL,
                        version(n).toString(),
                        null,
                        1,
                        "0".repeat(64),
                        1,
                        1,
                        1,
                        List.of(),
                        Manifest.features(CONFIG),
                        network,
                        List.of(),
                        files);
        Files.write(directory(n).resolve(SnapshotLayout.MANIFEST), ManifestJson.write(manifest));
    }

    /** Moves LATEST. */
    void point(int n) throws IOException {
        point(SnapshotLayout.LATEST, n);
    }

    /** Moves a pointer. */
    void point(String pointer, int n) throws IOException {
        Path file = root.resolve(MODEL).resolve(pointer);
        Files.createDirectories(file.getParent());
        Path whole = file.resolveSibling("pointer.tmp");
        Files.writeString(whole, version(n) + "\n");
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Manifest.File write(int n, String name, byte[] bytes) throws Exception {
        Files.write(directory(n).resolve(name), bytes);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Manifest.File(name, bytes.length, HexFormat.of().formatHex(digest));
    }

    private static byte[] safetensors(Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(
                Safetensors.header(
                        tensors.entrySet().stream()
                                .map(
                                        e ->
                                                Safetensors.entry(
                                                        e.getKey(), Type.F32, e.getValue().shape()))
                                .toList()));
        for (Tensor tensor : tensors.values()) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor.values());
            out.write(bytes.array());
        }
        return out.toByteArray();
    }

    private static byte[] embeddings(int n) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(
                Safetensors.header(
                        List.of(
                                Safetensors.entry("ids.1", Type.I64, 1),
                                Safetensors.entry("vectors.1", Type.F32, 1, 1))));
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(FeatureHash.of("user").id("known")).putFloat(n);
        out.write(bytes.array());
        return out.toByteArray();
    }
}
