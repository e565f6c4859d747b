package io.primacy.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.Primacy;
import io.primacy.ops.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path directory;

    @Test
    void thePriorityHoldsAndEveryBaselineIsThere() throws IOException {
        TestingStream.write(directory, TestingStream.rows(4_000, 5));

        assertThat(evaluate("--baselines", "--seeds", "2", "--threads", "2")).isZero();

        JsonNode runs = json().path("runs");
        assertThat(runs.size()).isEqualTo(2 * (3 + 2 + 6));
        JsonNode nmt = runs.get(1);
        assertThat(nmt.path("kind").asText()).isEqualTo("nmt");
        assertThat(nmt.path("seed").asLong()).isEqualTo(8);
        JsonNode like = nmt.path("tasks").get(0);
        JsonNode click = nmt.path("tasks").get(1);
        assertThat(like.path("violation").asDouble()).isLessThan(0.02);
        assertThat(like.path("multiplier").asDouble()).isPositive();
        assertThat(like.path("auc").asDouble()).isBetween(0.6, 0.95);
        assertThat(click.path("normalizedEntropy").asDouble()).isLessThan(1);
        assertThat(click.path("multiplier").isNull()).isTrue();
        assertThat(click.path("priority").asInt()).isEqualTo(2);
        assertThat(json().path("summaries").get(0).path("seeds").asInt()).isEqualTo(2);
        assertThat(output()).contains("nmt shadow", "sum 0.03", "single click");
    }

    @Test
    void seedNoiseIsWhatTheRunsAloneSay() throws IOException {
        TestingStream.write(directory, TestingStream.rows(4_000, 5));

        assertThat(evaluate("--seeds", "3", "--from", "0")).isZero();

        JsonNode noise = json().path("seedNoise");
        assertThat(noise.findValuesAsText("task")).containsExactly("like", "click");
        // The whole stream is one window: of two runs one is worse, by more than 0.5 % or not.
        List<Double> losses = new ArrayList<>();
        for (JsonNode run : json().path("runs")) {
            if (run.path("label").asText().equals("single like")) {
                losses.add(run.path("tasks").get(0).path("logLoss").asDouble());
            }
        }
        long over =
                losses.stream()
                        .flatMap(a -> losses.stream().filter(b -> a / b - 1 > 0.005))
                        .count();
        assertThat(over).isPositive();
        assertThat(noise.get(0).path("windowsOver").asDouble()).isEqualTo(over / 6.0);
    }

    @Test
    void threadsDoNotChangeAFigure() throws IOException {
        TestingStream.write(directory, TestingStream.rows(1_500, 6));

        evaluate("--baselines", "--threads", "1");
        JsonNode one = json();
        evaluate("--baselines", "--threads", "3");

        assertThat(json()).isEqualTo(one);
    }

    @Test
    void brokenEventsNameFileLineAndColumn() throws IOException {
        List<String> rows = TestingStream.rows(50, 7);
        rows.set(9, "9\tu1\ti2\tcheap\t0\t1");
        TestingStream.write(directory, rows);
        assertUsage("events.tsv', line 11: /price must be a number", "'cheap'");

        rows.set(9, "9\tu1\ti2\t5\t7\t1");
        TestingStream.write(directory, rows);
        assertUsage("events.tsv', line 11: /like", "7");

        rows.set(9, "9\tu1");
        TestingStream.write(directory, rows);
        assertUsage("events.tsv', line 11: it has 2 values, the header has 6 columns");
    }

    @Test
    void missingColumnsAreNamedAllAtOnce() throws IOException {
        Path file = directory.resolve("events.tsv");
        Files.writeString(file, "ts\tuser\tprize\tlike\n1\tu\t3\t1\n");

        assertUsage(
                "line 1: the header has no column 'item' (feature 'item'), 'price' (feature 'price'),"
                        + " 'click' (label of task 'click')",
                "it has ts, user, prize, like");
    }

    @Test
    void filesThatCannotBeReadAreUsageErrors() throws IOException {
        Path file = directory.resolve("events.tsv");
        assertUsage("does not exist");
        Files.writeString(file, "");
        assertUsage("is empty");
        Files.writeString(file, "ts\tuser\titem\tprice\tlike\tclick\n");
        assertUsage("has a header and no events");
        TestingStream.write(directory, List.of("1\tu\ti\t3\t1\t"));
        assertUsage("no event has a label of task 'click' (/click)");

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TestingStream.write(directory, TestingStream.rows(2_000, 1));
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Files.readAllBytes(file));
        }
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        assertUsage("is a broken gzip file");
    }

    @Test
    void anotherPriorityOrderNeedsNoOtherConfig() throws IOException {
        TestingStream.write(directory, TestingStream.rows(600, 8));

        assertThat(evaluate("--tasks", "cheap=/click,click+like")).isZero();

        JsonNode tasks = json().path("runs").get(0).path("tasks");
        assertThat(tasks.findValuesAsText("name")).containsExactly("cheap", "click", "like");
        assertThat(tasks.findValuesAsText("priority")).containsExactly("1", "2", "2");
    }

    @Test
    void unknownTasksAndOrdersThatCannotBeReadAreUsageErrors() throws IOException {
        TestingStream.write(directory, TestingStream.rows(40, 1));

        assertUsage(
                List.of("--tasks", "like,clik"),
                "--tasks names 'clik', which is no task of 'small' (it has like, click)",
                "clik=/clik");
        assertUsage(List.of("--tasks", "like,like"), "names 'like' twice");
        assertUsage(List.of("--tasks", "like,"), "--tasks is 'like,'; it must be task names");
        assertUsage(List.of("--tasks", "like=x"), "--tasks is 'like=x'; it must be task names");
        assertUsage(
                List.of("--tasks", "share=/share,like"),
                "line 1: the header has no column 'share' (label of task 'share')");
    }

    @Test
    void optionsOutOfRangeAreUsageErrors() throws IOException {
        TestingStream.write(directory, TestingStream.rows(40, 1));

        for (String[] wrong :
                List.of(
                        new String[] {"--seeds", "0"},
                        new String[] {"--from", "1"},
                        new String[] {"--from", "-0.1"},
                        new String[] {"--threads", "0"},
                        new String[] {"--json", directory.resolve("none/x.json").toString()},
                        new String[] {"--report", directory.resolve("events.tsv").toString()})) {
            assertUsage(List.of(wrong), wrong[0] + " is ");
        }
    }

    private void assertUsage(String... words) throws IOException {
        assertUsage(List.of(), words);
    }

    private void assertUsage(List<String> options, String... words) throws IOException {
        err.reset();
        assertThat(evaluate(options.toArray(String[]::new))).isEqualTo(2);
        assertThat(errors()).contains(words).doesNotContain("\tat ");
        assertThat(errors().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    }

    private int evaluate(String... options) throws IOException {
        Path config = Files.writeString(directory.resolve("c.yaml"), TestingStream.YAML);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "evaluate",
                                directory.resolve("events.tsv").toString(),
                                "--config",
                                config.toString(),
                                "--json",
                                directory.resolve("e.json").toString()));
        List<String> given = List.of(options);
        if (given.contains("--json")) {
            arguments.subList(4, 6).clear();
        }
        arguments.addAll(given);
        Terminal terminal = new Terminal(print(out), print(err), false, false);
        return Primacy.commandLine(terminal, directory, false)
                .execute(arguments.toArray(String[]::new));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(directory.resolve("e.json").toFile());
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
