package io.primacy.ops.command.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.onnx.DenseModel;
import io.primacy.ops.PrimacyOps;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.LoadedSnapshot.Tensor;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.Safetensors;
import io.primacy.schema.snapshot.Safetensors.Type;
import io.primacy.schema.snapshot.SnapshotLayout;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The published model doubles its one input, the field 'cost'. */
class ScoreCommandTest {
    private static final LearnerConfig CONFIG =
            ConfigReader.parse(
                    "test",
                    """
                    name: test
                    events: {topic: t}
                    features: [{name: price, path: /cost, type: numeric}]
                    tasks: [{name: double, loss: squared, priority: 1}]
                    model: {architecture: shared-bottom, expert-layers: [1], tower-layers: []}
                    snapshot: {directory: d}
                    """);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path directory;
    private Path snapshots;
    private Path rows;

    @BeforeEach
    void publish() throws Exception {
        snapshots = directory.resolve("snapshots");
        rows = directory.resolve("rows.csv");
        Path version = Files.createDirectories(snapshots.resolve("default/1-000001"));
        Map<String, Tensor> dense = new LinkedHashMap<>();
        put(dense, "experts.0.0", 1);
        put(dense, "towers.double.0", 2);
        byte[] onnx = DenseModel.write(Manifest.features(CONFIG), Manifest.network(CONFIG), dense);
        List<Manifest.File> files = new ArrayList<>();
        files.add(write(version, SnapshotLayout.DENSE, tensors(dense)));
        files.add(write(version, SnapshotLayout.ONNX, onnx));
        files.add(write(version, SnapshotLayout.EMBEDDINGS, Safetensors.header(List.of())));
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "base",
                        "test",
                        "default",
                        "1-000001",
                        null,
                        1,
                        "0".repeat(64),
                        1,
                        1,
                        1,
                        List.of(),
                        Manifest.features(CONFIG),
                        Manifest.network(CONFIG),
                        List.of(),
                        files);
        Files.write(version.resolve(SnapshotLayout.MANIFEST), ManifestJson.write(manifest));
        Files.writeString(version.resolveSibling(SnapshotLayout.LATEST), "1-000001\n");
    }

    private static void put(Map<String, Tensor> dense, String name, float weight) {
        dense.put(name + ".weight", new Tensor(new long[] {1, 1}, new float[] {weight}));
        dense.put(name + ".bias", new Tensor(new long[] {1}, new float[] {0}));
    }

    private static byte[] tensors(Map<String, Tensor> dense) {
        List<Safetensors.Entry> entries = new ArrayList<>();
        dense.forEach((name, t) -> entries.add(Safetensors.entry(name, Type.F32, t.shape())));
        byte[] header = Safetensors.header(entries);
        ByteBuffer all =
                ByteBuffer.allocate(header.length + 4 * dense.size())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(header);
        dense.values().forEach(tensor -> all.putFloat(tensor.values()[0]));
        return all.array();
    }

    private static Manifest.File write(Path version, String name, byte[] bytes) throws Exception {
        Files.write(version.resolve(name), bytes);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new Manifest.File(name, bytes.length, HexFormat.of().formatHex(digest));
    }

    @Test
    void everyRowIsScoredAndNamedByItsLine() throws Exception {
        Files.writeString(rows, "cost,other\n1.5,x\n,y\n-2,z\n");

        assertThat(run("score", "--input", rows.toString())).isZero();

        assertThat(output().lines())
                .containsExactly("line\tdouble", "2\t3.0", "3\t0.0", "4\t-0.04");
        assertThat(errors()).contains("3 rows").contains("version 1-000001 of model 'default'");
    }

    @Test
    void aBrokenRowIsReportedAndTheRestIsScored() throws Exception {
        Files.writeString(rows, "cost\n1\ncheap\n3\n");

        assertThat(run("score", "--input", rows.toString())).isEqualTo(1);
        assertThat(output().lines()).containsExactly("line\tdouble", "2\t2.0", "4\t6.0");
        assertThat(errors())
                .contains("Line 3 is not scored: /cost must be a number, found 'cheap'");

        out.reset();
        assertThat(run("score", "--json", "--input", rows.toString())).isEqualTo(1);
        List<String> lines = output().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("error").asText())
                .startsWith("/cost must be a number");
        assertThat(new ObjectMapper().readTree(lines.get(2)).at("/predictions/double").asDouble())
                .isEqualTo(6);
    }

    @Test
    void theLimitEndsIt() throws Exception {
        Path lines = directory.resolve("rows.jsonl");
        Files.writeString(lines, "{\"cost\": 1}\n{\"cost\": 2}\n{\"cost\": 3}\n");

        assertThat(run("score", "--limit", "2", "--input", lines.toString())).isZero();

        assertThat(output().lines()).containsExactly("line\tdouble", "1\t2.0", "2\t4.0");
    }

    @Test
    void whatDoesNotExistIsAUsageError() throws Exception {
        Files.writeString(rows, "cost\n1\n");
        String input = rows.toString();

        assertThat(run("score", "--input", input + "x")).isEqualTo(2);
        assertThat(run("score", "--input", input, "--alias", "best")).isEqualTo(2);
        assertThat(errors()).contains("Model 'default' has no alias 'best'");
        assertThat(run("score", "--input", input, "--model", "other")).isEqualTo(2);
        assertThat(run("score", "--input", input, "--limit", "0")).isEqualTo(2);
    }

    @Test
    void aBrokenModelNamesFileAndReason() throws Exception {
        Files.writeString(rows, "cost\n1\n");
        Path file = snapshots.resolve("default/1-000001").resolve(SnapshotLayout.ONNX);
        Files.write(file, new byte[7]);

        assertThat(run("score", "--input", rows.toString())).isEqualTo(1);
        assertThat(errors()).contains(file.toString()).contains("found 7");
    }

    @Test
    void aVersionIsExportedAsOneFile() throws Exception {
        Path file = directory.resolve("full.onnx");

        assertThat(run("snapshot", "export", "--onnx-full", file.toString())).isZero();
        assertThat(Files.size(file)).isGreaterThan(100);
        assertThat(output())
                .contains("takes numerics float32 [any, 1]")
                .contains("gives double float32 [any, 1]");

        String nowhere = directory.resolve("none/full.onnx").toString();
        assertThat(run("snapshot", "export", "--onnx-full", nowhere)).isEqualTo(2);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--dir");
        all.add(snapshots.toString());
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false);
        return PrimacyOps.addTo(new CommandLine(new PrimacyOps()), terminal, false)
                .execute(all.toArray(String[]::new));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
