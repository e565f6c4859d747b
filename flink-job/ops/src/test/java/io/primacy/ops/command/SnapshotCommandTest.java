package io.primacy.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.ops.PrimacyOps;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.ManifestJson;
import io.primacy.schema.snapshot.SnapshotLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SnapshotCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path directory;

    @BeforeEach
    void publishTwoVersions() throws Exception {
        publish("1-000001", 100);
        publish("1-000002", 250);
        Files.writeString(directory.resolve("feed").resolve(SnapshotLayout.LATEST), "1-000002\n");
    }

    @Test
    void listShowsEveryVersionAndMarksTheServedOne() {
        assertThat(run("list")).isZero();

        assertThat(output().lines().toList())
                .anyMatch(line -> line.matches("feed +1-000001 +base +100 +1 +5 B *"))
                .anyMatch(line -> line.matches("feed +1-000002 +\\* +base +250 +1 +5 B +latest *"));
    }

    @Test
    void listAsJsonCanBeRead() throws IOException {
        assertThat(run("list", "--json")).isZero();

        JsonNode list = new ObjectMapper().readTree(output());
        assertThat(list).hasSize(2);
        assertThat(list.get(1).get("version").asText()).isEqualTo("1-000002");
        assertThat(list.get(1).get("latest").asBoolean()).isTrue();
        assertThat(list.get(1).get("learned").asLong()).isEqualTo(250);
    }

    @Test
    void aBrokenManifestIsARowThatSaysSo() throws IOException {
        Files.writeString(file("1-000002", SnapshotLayout.MANIFEST), "{");

        assertThat(run("list")).isZero();

        assertThat(output().lines().toList())
                .anyMatch(line -> line.matches("feed +1-000001 +base +100 +1 +5 B *"))
                .anyMatch(line -> line.matches("feed +1-000002 +\\* +broken +– +– +– +latest *"));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(file("1-000002", SnapshotLayout.MANIFEST) + ": not a manifest");
    }

    @Test
    void aBrokenManifestIsAnEntryWithoutFiguresInTheJson() throws IOException {
        Files.writeString(file("1-000002", SnapshotLayout.MANIFEST), "{");

        assertThat(run("list", "--json")).isZero();

        JsonNode list = new ObjectMapper().readTree(output());
        assertThat(list).hasSize(2);
        assertThat(list.get(0).has("broken")).isFalse();
        JsonNode broken = list.get(1);
        assertThat(broken.get("broken").asText()).contains("manifest.json: not a manifest");
        assertThat(broken.get("version").asText()).isEqualTo("1-000002");
        assertThat(broken.get("latest").asBoolean()).isTrue();
        assertThat(broken.get("learned").isNull()).isTrue();
    }

    @Test
    void aHostileModelKeyStaysInItsLineAndIsWholeInTheJson() throws Exception {
        String key = "a\u001b[2J\u202eb";
        publish(key, "1-000001", 7, "12345");
        String named = "a␛[2J⟨U+202E⟩b";

        assertThat(run("list")).isZero();
        assertThat(run("show", "--model", key, "1-000001")).isZero();
        assertThat(output()).doesNotContain("\u001b", "\u202e");
        assertThat(output()).contains(named + "  1-000001", "model       " + named + " of learner");
        out.reset();

        assertThat(run("list", "--json", "--model", key)).isZero();
        assertThat(new ObjectMapper().readTree(output()).get(0).get("model").asText())
                .isEqualTo(key);
    }

    @Test
    void showTakesTheServedVersionUnlessOneIsNamed() {
        assertThat(run("show")).isZero();
        assertThat(output())
                .contains("1-000002 (base)")
                .contains("250 events")
                .contains("weights.bin");
        out.reset();

        assertThat(run("show", "1-000001")).isZero();
        assertThat(output()).contains("1-000001 (base)").contains("100 events");
    }

    @Test
    void verifyFindsAChangedFileAndFails() throws IOException {
        assertThat(run("verify")).isZero();
        Files.writeString(directory.resolve("feed/1-000001/weights.bin"), "tampe");

        assertThat(run("verify")).isEqualTo(1);

        assertThat(output()).contains("feed 1-000001 broken").contains("SHA-256");
        assertThat(output()).contains("feed 1-000002 whole");
    }

    @Test
    void verifyNamesBothVersionsWhoseFilesChangedPlaces() throws Exception {
        publish("1-000002", 250, "other");
        swap("feed/1-000001/weights.bin", "feed/1-000002/weights.bin");

        assertThat(run("verify")).isEqualTo(1);

        for (String version : List.of("1-000001", "1-000002")) {
            assertThat(output())
                    .contains("feed " + version + " broken")
                    .contains(file(version, "weights.bin") + ": must have SHA-256");
        }
    }

    @Test
    void verifyNamesManifestsThatChangedPlaces() throws Exception {
        swap("feed/1-000001/manifest.json", "feed/1-000002/manifest.json");

        assertThat(run("verify")).isEqualTo(1);

        assertThat(output())
                .contains(file("1-000001", "manifest.json") + ": must be of this directory")
                .contains(file("1-000002", "manifest.json") + ": must be of this directory");
    }

    private Path file(String version, String name) {
        return directory.resolve("feed").resolve(version).resolve(name);
    }

    private void swap(String one, String other) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve(one));
        Files.write(directory.resolve(one), Files.readAllBytes(directory.resolve(other)));
        Files.write(directory.resolve(other), bytes);
    }

    @Test
    void promoteMovesAnAliasAndItsHistoryIsShown() throws IOException {
        assertThat(run("promote", "1-000001", "--alias", "stable", "--reason", "calm")).isZero();
        assertThat(run("promote", "latest", "--alias", "stable")).isZero();
        out.reset();

        assertThat(run("aliases", "stable")).isZero();
        assertThat(output()).contains("points to 1-000002").containsPattern("1-000001 .*calm");
        out.reset();
        assertThat(run("aliases", "--json")).isZero();
        assertThat(new ObjectMapper().readTree(output()).findValuesAsText("version"))
                .contains("1-000001", "1-000002");
        out.reset();
        assertThat(run("show", "stable")).isZero();
        assertThat(output()).contains("1-000002 (base)").contains("latest, stable");
    }

    @Test
    void aBrokenVersionIsNotPromoted() throws IOException {
        Files.writeString(directory.resolve("feed/1-000001/weights.bin"), "tampe");

        assertThat(run("promote", "1-000001", "--alias", "stable")).isEqualTo(4);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("broken").contains("weights.bin");
        assertThat(directory.resolve("feed/aliases/stable")).doesNotExist();
    }

    @Test
    void aHeldLatestIsReleasedByHand() throws IOException {
        assertThat(run("promote", "1-000001", "--alias", "latest", "--hold")).isZero();
        assertThat(output()).contains("held until snapshot release");
        assertThat(directory.resolve("feed/LATEST")).hasContent("1-000001");

        assertThat(run("release")).isZero();
        assertThat(run("release", "--json")).isZero();
        assertThat(output()).contains("latest released").contains("\"released\" : false");
    }

    @Test
    void aPinIsShownUntilItIsTakenBack() {
        assertThat(run("pin", "1-000001", "--reason", "launch")).isZero();
        assertThat(run("list")).isZero();
        assertThat(output()).contains("pin_1-000001");
        assertThat(run("unpin", "1-000001")).isZero();
        out.reset();

        assertThat(run("list")).isZero();
        assertThat(output()).doesNotContain("pin_");
    }

    @Test
    void namesThatCannotBeAliasesAreRefused() {
        assertThat(run("promote", "1-000001", "--alias", "../x")).isEqualTo(2);
        assertThat(run("promote", "none", "--alias", "stable")).isEqualTo(2);
        assertThat(run("pin", "1-000009")).isEqualTo(2);
        assertThat(run("aliases", "none")).isEqualTo(2);
        assertThat(run("aliases", "latest", "--remove")).isNotZero();
    }

    @Test
    void whatDoesNotExistIsUsage() {
        assertThat(run("list", "--model", "other")).isEqualTo(2);
        assertThat(run("show", "9-000009")).isEqualTo(2);
        assertThat(execute("snapshot", "list", "--dir", directory.resolve("none").toString()))
                .isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("it has feed")
                .contains("no version 9-000009")
                .contains("none' does not exist");
    }

    private void publish(String version, long learned) throws Exception {
        publish(version, learned, "12345");
    }

    private void publish(String version, long learned, String content) throws Exception {
        publish("feed", version, learned, content);
    }

    private void publish(String model, String version, long learned, String content)
            throws Exception {
        Path models = directory.resolve(SnapshotLayout.modelDirectory(model));
        Path path = Files.createDirectories(models.resolve(version));
        byte[] weights = content.getBytes(StandardCharsets.UTF_8);
        Files.write(path.resolve("weights.bin"), weights);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "base",
                        "testing",
                        model,
                        version,
                        null,
                        1,
                        digest,
                        2,
                        learned,
                        0,
                        List.of(),
                        List.of(),
                        new Manifest.Network("mmoe", 2, List.of(8), List.of(), 0.01),
                        List.of(),
                        List.of(new Manifest.File("weights.bin", weights.length, digest)));
        Files.write(path.resolve(SnapshotLayout.MANIFEST), ManifestJson.write(manifest));
    }

    private int run(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "snapshot";
        all[1] = command;
        all[2] = "--dir";
        all[3] = directory.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return execute(all);
    }

    private int execute(String... arguments) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false);
        return PrimacyOps.addTo(new CommandLine(new PrimacyOps()), terminal, false)
                .execute(arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
