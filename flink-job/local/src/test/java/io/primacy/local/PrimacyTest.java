package io.primacy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrimacyTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path directory;

    @Test
    void helpOfEveryCommandHasAnExample() {
        for (CommandLine command : commandLine().getSubcommands().values()) {
            assertThat(command.getUsageMessage())
                    .contains("Example")
                    .contains("  primacy " + command.getCommandName());
        }
    }

    @Test
    void nothingToDoIsUsage() {
        assertThat(commandLine().execute()).isEqualTo(2);
        assertThat(errors()).contains("A command is missing");
    }

    @Test
    void configWithMistakesNamesThemAllAndIsUsage() throws IOException {
        Path config =
                Files.writeString(
                        directory.resolve("bad.yaml"),
                        "name: x\nevents: {topik: a}\nfeatures: [{name: u, dimension: 0}]\n"
                                + "tasks: [{name: t, priority: 0}]\nsnapshot: {directory: s, everi: 1}\n");

        assertThat(commandLine().execute("run", "-c", config.toString())).isEqualTo(2);

        assertThat(errors())
                .contains(
                        "events.topik",
                        "did you mean 'topic'",
                        "dimension",
                        "priority",
                        "snapshot.everi");
    }

    @Test
    void usedPortsAreOneClearLine() throws IOException {
        try (ServerSocket used =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String port = Integer.toString(used.getLocalPort());
            for (String option : List.of("--broker-port", "--rest-port")) {
                String data = directory.resolve("data").toString();
                int code =
                        commandLine().execute("run", "-c", config(), "--data", data, option, port);

                assertThat(code).isEqualTo(1);
                assertThat(errors())
                        .contains("Port " + port + " is in use; give another " + option);
            }
        }
        assertThat(errors()).doesNotContain("\tat ");
    }

    @Test
    void unreachableBrokerAndMissingFileHaveTheirCodes() throws IOException {
        String data = directory.resolve("data").toString();

        assertThat(
                        commandLine()
                                .execute(
                                        "run",
                                        "-c",
                                        config(),
                                        "--data",
                                        data,
                                        "--bootstrap-servers",
                                        "127.0.0.1:1"))
                .isEqualTo(3);
        assertThat(
                        commandLine()
                                .execute(
                                        "run",
                                        "-c",
                                        config(),
                                        "--data",
                                        data,
                                        "--replay",
                                        "none.tsv"))
                .isEqualTo(2);
        assertThat(errors())
                .contains("No Kafka broker answers")
                .contains("'none.tsv' does not exist");
    }

    private String config() throws IOException {
        return Files.writeString(
                        directory.resolve("config.yaml"),
                        "name: t\nevents: {topic: a}\nfeatures: [{name: u}]\n"
                                + "tasks: [{name: t, priority: 1}]\nsnapshot: {directory: s}\n")
                .toString();
    }

    private CommandLine commandLine() {
        Terminal terminal =
                new Terminal(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false);
        return Primacy.commandLine(terminal, directory, false);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
