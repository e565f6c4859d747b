package io.primacy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.RunSummary;
import io.primacy.schema.report.TaskReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo command as a user runs it, with a real broker and a real cluster. */
class DemoITCase {
    private static final Path HOME = Path.of(System.getProperty("primacy.home", "../.."));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir Path directory;

    @Test
    void everyEventIsLearnedOrDeadLetteredAndASecondRunGoesOn() throws IOException {
        Path data = directory.resolve("data");

        RunSummary first = demo(data, 20_000);

        assertThat(first.events()).isEqualTo(new RunSummary.Events(20_000, 19_996, 4));
        assertThat(first.snapshots()).isNotEmpty();
        assertThat(first.checkpoints()).isPositive();
        assertThat(first.tasks())
                .extracting(TaskReport::name)
                .containsExactly("relevance", "revenue");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("learned 19,996 of 20,000 events")
                .contains("4 events were unusable")
                .contains("The priority")
                .contains("Try next");

        RunSummary second = demo(data, 5000);

        assertThat(second.events()).isEqualTo(new RunSummary.Events(5000, 4999, 1));
        assertThat(second.windowEvents()).isGreaterThan(20_000);
        assertThat(second.snapshots().get(0).version()).isGreaterThan(last(first).version());
    }

    private RunSummary demo(Path data, int events) throws IOException {
        Path json = directory.resolve("summary.json");
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err,
                        false,
                        false);

        int code =
                Primacy.commandLine(terminal, HOME, true)
                        .execute(
                                "demo",
                                "--events",
                                Integer.toString(events),
                                "--data",
                                data.toString(),
                                "--json",
                                json.toString());

        assertThat(code).isZero();
        return ReportJson.summary(Files.readAllBytes(json));
    }

    private static RunSummary.Snapshot last(RunSummary summary) {
        return summary.snapshots().get(summary.snapshots().size() - 1);
    }
}
