package io.primacy.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.PrimacyOps;
import io.primacy.ops.command.savepoint.SavepointCommand;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.savepoint.SavepointFiles;
import io.primacy.ops.savepoint.Savepoints;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code savepoint verify}, once and again and again. */
final class SavepointVerifyTest {
    @TempDir private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path metadata;

    @BeforeEach
    void save() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        metadata = Files.createDirectories(catalogue.savepoint("abc")).resolve("_metadata");
        Files.writeString(metadata, "state");
        catalogue.put(
                Savepoints.entry("abc", "2026-11-25T01:30:00Z")
                        .files(SavepointFiles.describe(catalogue.savepoint("abc")))
                        .build());
    }

    @Test
    void aSavepointThatLostAFileIsNamedAndTheExitSaysSo() throws Exception {
        assertThat(verify(System.err)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("abc  ok");

        Files.delete(metadata);

        assertThat(verify(System.err)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("abc  _metadata is missing");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSavepointThatCannotBeReadIsNamedAndTheOthersAreChecked() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        Path savepoint = Files.createDirectories(catalogue.savepoint("unread"));
        // Of size 0 by its own account, and reading it fails.
        Path link = savepoint.resolve("_metadata");
        Files.createSymbolicLink(link, Path.of("/proc/self/mem"));
        SavepointEntry.File unreadable = new SavepointEntry.File("_metadata", 0, "");
        catalogue.put(
                Savepoints.entry("unread", "2026-11-25T02:30:00Z")
                        .files(List.of(unreadable))
                        .build());

        assertThat(verify(System.err)).isEqualTo(1);
        Files.delete(link);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("unread  _metadata cannot be read: ", "abc  ok");
    }

    @Test
    void aSavepointThatIsRemovedMeanwhileIsPassedOver() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        SavepointContents removing =
                entry -> {
                    catalogue.remove(entry.id());
                    throw new IOException("it is gone");
                };

        assertThat(verify(removing, System.err, "--deep")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void withAnIntervalItGoesOnAndSaysOnlyWhatIsWrong() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        CountDownLatch unread = new CountDownLatch(1);
        ByteArrayOutputStream err =
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] bytes, int from, int length) {
                        super.write(bytes, from, length);
                        String said = new String(bytes, from, length, StandardCharsets.UTF_8);
                        if (said.contains("_metadata is missing")) {
                            twice.countDown();
                        }
                        if (said.contains("nothing could be checked: ")) {
                            unread.countDown();
                        }
                    }
                };
        Files.delete(metadata);
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread command =
                new Thread(
                        () ->
                                exit.complete(
                                        verify(
                                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                                "--every",
                                                "20ms")));
        command.start();

        assertThat(twice.await(30, TimeUnit.SECONDS)).as("said again").isTrue();
        Files.writeString(directory.resolve("savepoint-torn.json"), "{");
        assertThat(unread.await(30, TimeUnit.SECONDS)).as("a broken catalogue").isTrue();
        command.interrupt();

        assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int verify(PrintStream err, String... further) {
        return verify(SavepointContents.UNREAD, err, further);
    }

    private int verify(SavepointContents contents, PrintStream err, String... further) {
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(lines, err, false, false);
        CommandLine root =
                PrimacyOps.addTo(
                        new CommandLine(new PrimacyOps()),
                        terminal,
                        false,
                        contents,
                        SavepointCommand.commandLine(terminal, contents));
        String[] arguments = new String[further.length + 4];
        arguments[0] = "savepoint";
        arguments[1] = "verify";
        arguments[2] = "--savepoints";
        arguments[3] = directory.toString();
        System.arraycopy(further, 0, arguments, 4, further.length);
        return root.execute(arguments);
    }
}
