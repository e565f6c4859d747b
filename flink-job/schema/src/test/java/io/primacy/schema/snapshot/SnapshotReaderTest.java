package io.primacy.schema.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotReaderTest {
    private static final SnapshotVersion VERSION = new SnapshotVersion(1, 2);
    private static final LearnerConfig CONFIG =
            ConfigReader.parse(
                    "test",
                    """
                    name: test
                    events: {topic: t}
                    features: [{name: user}, {name: price, type: numeric}]
                    tasks: [{name: like, priority: 1}]
                    snapshot: {directory: d}
                    """);

    @TempDir private Path root;
    private SnapshotReader reader;
    private Path version;

    @BeforeEach
    void publishOne() throws Exception {
        reader = new SnapshotReader(root);
        version = Files.createDirectories(root.resolve("default").resolve(VERSION.toString()));
        byte[] dense = Safetensors.header(List.of(Safetensors.entry("w", Safetensors.Type.F32, 0)));
        Files.write(version.resolve(SnapshotLayout.DENSE), dense);
        Files.write(
                version.resolve(SnapshotLayout.MANIFEST),
                ManifestJson.write(manifest("dense.safetensors", dense)));
        Files.writeString(root.resolve("default").resolve(SnapshotLayout.LATEST), VERSION + "\n");
        Files.createDirectories(root.resolve("default").resolve("1-000003"));
    }

    private static Manifest manifest(String file, byte[] bytes) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new Manifest(
                1,
                "base",
                "test",
                "default",
                VERSION.toString(),
                "1-000001",
                5,
                ConfigDigest.of(CONFIG),
                10,
                2_560,
                99,
                List.of(new Manifest.Offset(0, 2_560)),
                Manifest.features(CONFIG),
                Manifest.network(CONFIG),
                List.of(),
                List.of(new Manifest.File(file, bytes.length, sha256)));
    }

    @Test
    void onlyVersionsWithAManifestExist() throws IOException {
        assertThat(reader.models()).containsExactly("default");
        assertThat(reader.versions("default")).containsExactly(VERSION);
        assertThat(reader.latest("default")).contains(VERSION);
        assertThat(reader.latest("other")).isEmpty();
        assertThat(reader.verify("default", VERSION)).isEmpty();
        assertThat(reader.manifest("default", VERSION).offsets())
                .containsExactly(new Manifest.Offset(0, 2_560));
        assertThat(reader.manifest("default", VERSION).features().get(0).hashSeed())
                .isEqualTo("3da0fd9c44cfc9ee");
    }

    @Test
    void everyKindOfDamageIsNamedWithItsFile() throws IOException {
        Path dense = version.resolve(SnapshotLayout.DENSE);
        byte[] whole = Files.readAllBytes(dense);

        byte[] flipped = whole.clone();
        flipped[20] ^= 1;
        Files.write(dense, flipped);
        assertThat(reader.verify("default", VERSION))
                .singleElement()
                .asString()
                .contains("SHA-256", "dense");

        Files.write(dense, new byte[3]);
        assertThat(reader.verify("default", VERSION))
                .singleElement()
                .asString()
                .contains("bytes, found 3");

        Files.delete(dense);
        assertThat(reader.verify("default", VERSION))
                .singleElement()
                .asString()
                .contains("is missing");

        Files.writeString(version.resolve(SnapshotLayout.MANIFEST), "{\"formatVersion\": 9}");
        assertThat(reader.verify("default", VERSION))
                .singleElement()
                .asString()
                .contains("manifest.json");
    }

    @Test
    void directoriesThatAreNoModelsArePassedOver() throws IOException {
        for (String other : new String[] {"lost+found", ".staging", "a b"}) {
            Path directory = Files.createDirectories(root.resolve(other).resolve("1-000001"));
            Files.writeString(directory.resolve(SnapshotLayout.MANIFEST), "{}");
        }

        assertThat(reader.models()).containsExactly("default");
    }

    @Test
    void aManifestOfAnotherVersionIsADefect() throws IOException {
        Path copy = Files.createDirectories(root.resolve("default").resolve("1-000007"));
        for (String file : new String[] {SnapshotLayout.MANIFEST, SnapshotLayout.DENSE}) {
            Files.copy(version.resolve(file), copy.resolve(file));
        }

        assertThat(reader.verify("default", new SnapshotVersion(1, 7)))
                .singleElement()
                .asString()
                .contains("manifest.json: must be of this directory", "1-000002");
    }

    @Test
    void aPointerThatHoldsNoVersionIsNamed() throws IOException {
        Path pointer = root.resolve("default").resolve(SnapshotLayout.LATEST);
        Files.write(pointer, new byte[] {(byte) 0xFF, 'x'});

        assertThatThrownBy(() -> reader.latest("default"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(pointer.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kind\" : \"base\"|\"kind\" : \"half\"|kind must be base or delta, found 'half'",
                "\"version\" : \"1-000002\"|\"version\" : \"two\"|found 'two'",
                "\"parent\" : \"1-000001\"|\"parent\" : \"1\"|found '1'",
                "\"model\" : \"default\"|\"model\" : \"\"|model must not be empty",
                "\"offsets\"|\"elsewhere\"|must be there",
                "\"formatVersion\" : 1|\"formatVersion\" : 3|formatVersion must be 1 or 2, found 3",
                "\"formatVersion\" : 1|\"formatVersion\" : 2|a base must have formatVersion 1",
                "\"kind\" : \"base\"|\"kind\" : \"delta\"|a delta must have formatVersion 2",
                "\"parent\" : \"1-000001\"|\"parent\" : \"1-000002\"|must be an earlier version",
                "\"bytes\" : 0|\"bytes\" : -1|found -1",
                "\"sha256\" : \"e3|\"sha256\" : \"zz|64 hex digits",
            })
    void aManifestThatBreaksARuleIsRefusedWithTheRule(String part, String other, String rule)
            throws Exception {
        String json =
                new String(ManifestJson.write(manifest("a", new byte[0])), StandardCharsets.UTF_8);
        assertThat(json).contains(part);
        byte[] broken = json.replace(part, other).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ManifestJson.read("the source", broken))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("the source")
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", "a/b", "..", ".hidden", "", "a\\u0000b"})
    void aManifestThatPointsOutsideItsDirectoryIsRefused(String name) throws Exception {
        byte[] json = ManifestJson.write(manifest("NAME", new byte[0]));
        String hostile = new String(json, StandardCharsets.UTF_8).replace("NAME", name);

        assertThatThrownBy(() -> ManifestJson.read("m", hostile.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SnapshotException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../default", "a/b", ""})
    void aModelNameThatLeavesTheDirectoryIsRefused(String name) {
        assertThatThrownBy(() -> reader.versions(name)).isInstanceOf(SnapshotException.class);
    }

    @Test
    void manifestsAreWrittenToTheSameBytes() throws Exception {
        Manifest manifest = manifest("a", new byte[0]);
        byte[] bytes = ManifestJson.write(manifest);

        assertThat(ManifestJson.write(ManifestJson.read("m", bytes))).isEqualTo(bytes);
    }

    @Test
    void aBitThatFlippedAnywhereInAManifestShows() throws Exception {
        byte[] whole = ManifestJson.write(manifest("a", new byte[0]));

        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 7);
            assertThatThrownBy(() -> ManifestJson.read("the source", flipped))
                    .as("byte %d", at)
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("the source");
        }
    }

    @Test
    void aManifestFromBeforeOutputsWereWrittenIsRead() throws Exception {
        String json =
                new String(ManifestJson.write(manifest("a", new byte[0])), StandardCharsets.UTF_8);
        String old = json;
        for (String later : List.of("outputs", "initial", "onnx", "path")) {
            assertThat(old).contains("\"" + later + "\"");
            old = old.replaceFirst("\"" + later + "\"", "\"unknown-" + later + "\"");
        }

        byte[] sealed = ManifestSeal.seal(old.getBytes(StandardCharsets.UTF_8));
        Manifest read = ManifestJson.read("m", sealed);
        assertThat(read.network().outputs()).isEmpty();
        assertThat(read.network().initial()).isNull();
        assertThat(read.network().onnx()).isNull();
        assertThat(read.features().get(0).config().path()).isEqualTo("/user");
    }

    @Test
    void versionsAreOrderedAndParsed() {
        assertThat(SnapshotVersion.parse("2-000128")).isEqualTo(new SnapshotVersion(2, 128));
        assertThat(new SnapshotVersion(2, 1_000_000)).hasToString("2-1000000");
        assertThat(new SnapshotVersion(2, 1)).isGreaterThan(new SnapshotVersion(1, 99));
        assertThat(new SnapshotVersion(1, 9).next()).isEqualTo(new SnapshotVersion(1, 10));
        for (String bad :
                new String[] {"", "1", "1-2", "0-000001", "1-000000", "1-000001x", "-1-000001"}) {
            assertThat(SnapshotVersion.isVersion(bad)).as(bad).isFalse();
            assertThatThrownBy(() -> SnapshotVersion.parse(bad))
                    .isInstanceOf(SnapshotException.class);
        }
    }

    @Test
    void everyModelKeyHasADirectoryOfItsOwn() {
        assertThat(SnapshotLayout.modelDirectory("scene-1")).isEqualTo("scene-1");
        assertThat(SnapshotLayout.modelDirectory("../../x")).isEqualTo("%2E%2E%2F%2E%2E%2Fx");
        assertThat(SnapshotLayout.modelDirectory("Ä b")).isEqualTo("%C3%84%20b");
        assertThat(SnapshotLayout.modelDirectory("k".repeat(999) + "1"))
                .hasSize(217)
                .isNotEqualTo(SnapshotLayout.modelDirectory("k".repeat(999) + "2"));
        assertThatThrownBy(() -> SnapshotLayout.modelDirectory(""))
                .isInstanceOf(SnapshotException.class);
    }
}
