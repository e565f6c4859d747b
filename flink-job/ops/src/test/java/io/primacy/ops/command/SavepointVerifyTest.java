package io.primacy.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.PrimacyOps;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointFiles;
import io.primacy.ops.savepoint.Savepoints;
import io.primacy.ops.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    void withAnIntervalItGoesOnAndSaysOnlyWhatIsWrong() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        ByteArrayOutputStream err =
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] bytes, int from, int length) {
                        super.write(bytes, from, length);
                        if (new String(bytes, from, length, StandardCharsets.UTF_8)
                                .contains("_metadata is missing")) {
                            twice.countDown();
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
        command.interrupt();

        assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int verify(PrintStream err, String... further) {
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(lines, err, false, false);
        CommandLine root = PrimacyOps.addTo(new CommandLine(new PrimacyOps()), terminal, false);
        String[] arguments = new String[further.length + 4];
        arguments[0] = "savepoint";
        arguments[1] = "verify";
        arguments[2] = "--savepoints";
        arguments[3] = directory.toString();
        System.arraycopy(further, 0, arguments, 4, further.length);
        return root.execute(arguments);
    }
}
