package io.primacy.schema.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.Safetensors.Entry;
import io.primacy.schema.snapshot.Safetensors.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedSnapshotTest {
    private static final SnapshotVersion VERSION = new SnapshotVersion(1, 1);
    private static final LearnerConfig CONFIG =
            ConfigReader.parse(
                    "test",
                    """
                    name: test
                    events: {topic: t}
                    features: [{name: user}]
                    tasks:
                      - {name: like, priority: 1}
                      - {name: stay, priority: 2, loss: squared}
                    snapshot: {directory: d}
                    """);

    @TempDir private Path root;

    @Test
    void aVersionIsLoadedWithItsWeightsAndRows() throws Exception {
        publish(ids(2, 2), vectors(2, 2, 2), longs(-5, 7), floats(1, 2, 3, 4));

        LoadedSnapshot loaded = new SnapshotReader(root).load("default", VERSION);

        assertThat(loaded.dense()).containsOnlyKeys("w");
        assertThat(loaded.dense().get("w").shape()).containsExactly(1, 2);
        assertThat(loaded.dense().get("w").values()).containsExactly(0.5f, -0.5f);
        assertThat(loaded.embeddings()).containsOnlyKeys(2);
        LoadedSnapshot.Embeddings rows = loaded.embeddings().get(2);
        assertThat(rows.ids()).containsExactly(-5, 7);
        assertThat(rows.vectors()[rows.offsetOf(7)]).isEqualTo(3f);
        assertThat(rows.offsetOf(6)).isEqualTo(-1);
    }

    @Test
    void theManifestSaysHowEachTasksOutputIsRead() throws Exception {
        publish(ids(2, 0), vectors(2, 0, 2), longs(), floats());

        LoadedSnapshot loaded = new SnapshotReader(root).load("default", VERSION);

        assertThat(loaded.manifest().network().outputs())
                .containsExactly(
                        new Manifest.Output("like", 1, "logistic"),
                        new Manifest.Output("stay", 2, "squared"));
    }

    @Test
    void rowsThatDoNotAscendAreRefused() throws Exception {
        publish(ids(1, 2), vectors(1, 2, 1), longs(7, 7), floats(1, 2));

        assertRefused("'ids.1' must ascend, row 1 does not");
    }

    @Test
    void vectorsThatDoNotFitTheirIdsAreRefused() throws Exception {
        publish(ids(2, 2), vectors(2, 1, 2), longs(1, 2), floats(1, 2));

        assertRefused("'vectors.2' must be [2, 2]");
    }

    @Test
    void tensorsThatBelongToNoDimensionAreRefused() throws Exception {
        publish(ids(2, 1), Safetensors.entry("other", Type.F32, 2), longs(1), floats(1, 2));
        assertRefused("'vectors.2' is missing");

        publish(ids(0, 1), vectors(0, 1, 2), longs(1), floats(1, 2));
        assertRefused("'ids.0' must name a dimension");
    }

    @Test
    void aDamagedVersionIsNotLoaded() throws Exception {
        publish(ids(1, 1), vectors(1, 1, 1), longs(7), floats(1));
        Path file = directory().resolve(SnapshotLayout.EMBEDDINGS);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertRefused("SHA-256");
    }

    private void assertRefused(String rule) {
        assertThatThrownBy(() -> new SnapshotReader(root).load("default", VERSION))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(SnapshotLayout.EMBEDDINGS)
                .hasMessageContaining(rule);
    }

    private Path directory() {
        return root.resolve("default").resolve(VERSION.toString());
    }

    private void publish(Entry ids, Entry vectors, byte[] idBytes, byte[] vectorBytes)
            throws Exception {
        Files.createDirectories(directory());
        List<Manifest.File> files = new ArrayList<>();
        byte[] dense = Safetensors.header(List.of(Safetensors.entry("w", Type.F32, 1, 2)));
        files.add(write(SnapshotLayout.DENSE, dense, floats(0.5f, -0.5f)));
        byte[] header = Safetensors.header(List.of(ids, vectors));
        files.add(write(SnapshotLayout.EMBEDDINGS, header, idBytes, vectorBytes));
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "base",
                        "test",
                        "default",
                        VERSION.toString(),
                        null,
                        1,
                        ConfigDigest.of(CONFIG),
                        1,
                        1,
                        1,
                        List.of(),
                        Manifest.features(CONFIG),
                        Manifest.network(CONFIG),
                        List.of(),
                        files);
        Files.write(directory().resolve(SnapshotLayout.MANIFEST), ManifestJson.write(manifest));
    }

    private Manifest.File write(String name, byte[]... parts) throws Exception {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        Files.write(directory().resolve(name), all.array());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.array());
        return new Manifest.File(name, length, HexFormat.of().formatHex(digest));
    }

    private static Entry ids(int dimension, long rows) {
        return Safetensors.entry(SnapshotLayout.idsTensor(dimension), Type.I64, rows);
    }

    private static Entry vectors(int dimension, long... shape) {
        return Safetensors.entry(SnapshotLayout.vectorsTensor(dimension), Type.F32, shape);
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
