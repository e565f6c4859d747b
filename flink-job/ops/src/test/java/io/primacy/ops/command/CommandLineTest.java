package io.primacy.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.PrimacyOps;
import io.primacy.ops.kafka.BrokerUnreachableException;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path directory;

    @Test
    void exitCodesFollowFromTheFailure() {
        assertThat(ExitCode.of(new IOException("x"))).isEqualTo(1);
        assertThat(ExitCode.of(CommandException.failed("x", null))).isEqualTo(1);
        assertThat(ExitCode.of(CommandException.usage("x"))).isEqualTo(2);
        assertThat(ExitCode.of(new ConfigException("x", List.of("y")))).isEqualTo(2);
        assertThat(ExitCode.of(new BrokerUnreachableException("x:1", null))).isEqualTo(3);
        assertThat(ExitCode.of(CommandException.unreachable("x", null))).isEqualTo(3);
        assertThat(ExitCode.of(CommandException.refused("x", null))).isEqualTo(4);
    }

    @Test
    void everyCommandsHelpHasAnExampleOfItself() {
        for (CommandLine command : all(commandLine(false))) {
            String help = command.getUsageMessage();

            assertThat(help).contains("Example");
            assertThat(help).contains("  " + name(command));
            assertThat(help).contains("--help");
        }
    }

    @Test
    void misspeltOptionIsUsageAndTheRightOneIsSuggested() throws IOException {
        int code = run("replay", "x.csv", "--config", config(), "--rat", "5");

        assertThat(code).isEqualTo(2);
        assertThat(errors())
                .contains("--rat")
                .contains("Did you mean --rate?")
                .contains("replay --help");
    }

    @Test
    void valuesOutOfRangeAreUsageWithTheRule() throws IOException {
        assertThat(run("replay", "x.csv", "--config", config(), "--rate", "0")).isEqualTo(2);
        assertThat(run("replay", "x.csv", "--config", config(), "--limit", "0")).isEqualTo(2);
        assertThat(run("replay", "x.csv", "-c", config(), "--bootstrap-servers", "localhost"))
                .isEqualTo(2);

        assertThat(errors())
                .contains("--rate is 0.0; it must be above 0")
                .contains("--limit is 0; it must be at least 1")
                .contains("write it like localhost:9092");
    }

    @Test
    void missingFileIsUsageInOneLine() throws IOException {
        int code = run("replay", directory.resolve("none.csv").toString(), "--config", config());

        assertThat(code).isEqualTo(2);
        assertThat(errors()).contains("none.csv' does not exist").doesNotContain("\tat ");
    }

    @Test
    void brokerThatDoesNotAnswerIsUnreachableWithinTenSeconds() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "a\n1\n");
        long start = System.nanoTime();

        int code =
                run(
                        "replay",
                        file.toString(),
                        "-c",
                        config(),
                        "--bootstrap-servers",
                        "127.0.0.1:1");

        assertThat(code).isEqualTo(3);
        assertThat(errors())
                .contains("No Kafka broker answers at 127.0.0.1:1")
                .doesNotContain("\tat ");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void debugShowsTheStackTrace() throws IOException {
        commandLine(true).execute("replay", "none.csv", "--config", config());

        assertThat(errors()).contains("\tat ");
    }

    @Test
    void durationsAreWrittenWithTheirUnit() {
        assertThat(CommandLines.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(CommandLines.duration("10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(CommandLines.duration("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(CommandLines.duration("1h")).isEqualTo(Duration.ofHours(1));
    }

    private int run(String... arguments) {
        return commandLine(false).execute(arguments);
    }

    private CommandLine commandLine(boolean debug) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false);
        return PrimacyOps.addTo(new CommandLine(new PrimacyOps()), terminal, debug);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String config() throws IOException {
        String yaml =
                """
                name: testing
                events: {topic: impressions}
                features: [{name: user}]
                tasks: [{name: like, priority: 1}]
                snapshot: {directory: snapshots}
                """;
        return Files.writeString(directory.resolve("config.yaml"), yaml).toString();
    }

    private static List<CommandLine> all(CommandLine root) {
        List<CommandLine> all = new ArrayList<>(List.of(root));
        root.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
        return all;
    }

    /** The root shows one of its commands, any other shows itself. */
    private static String name(CommandLine command) {
        return command.getParent() == null ? "primacy" : command.getCommandSpec().qualifiedName();
    }
}
