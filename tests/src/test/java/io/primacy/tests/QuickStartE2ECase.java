package io.primacy.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.RunSummary;
import io.primacy.schema.report.TaskReport;
import io.primacy.schema.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, as a newcomer types them: the launcher, real processes. */
class QuickStartE2ECase {
    private static final long MINUTES = 4;
    private static final int ROWS = 3_000;

    @TempDir private Path directory;

    @Test
    void theDemoLearnsEveryEventAndThePriorityHolds() throws Exception {
        assertThat(readmeCommands()).contains("./primacy demo");
        Path json = directory.resolve("demo.json");

        String output = run("./primacy demo --json " + json);

        RunSummary summary = ReportJson.summary(Files.readAllBytes(json));
        assertThat(summary.events().produced()).isEqualTo(300_000);
        assertThat(summary.events().learned() + summary.events().deadLettered())
                .isEqualTo(summary.events().produced());
        assertThat(summary.events().deadLettered()).isPositive();
        assertThat(summary.snapshots()).hasSizeGreaterThanOrEqualTo(2);
        TaskReport relevance = summary.tasks().get(0);
        TaskReport revenue = summary.tasks().get(1);
        assertThat(relevance.violation()).isLessThanOrEqualTo(0.01);
        assertThat(relevance.multiplier()).isPositive();
        assertThat(revenue.auc()).isGreaterThan(0.65);
        assertThat(output).contains("The priority held");
    }

    @Test
    void theReplayOfAPublishedLogLearnsEveryRowAndTwiceTheSameBits() throws Exception {
        String command =
                readmeCommands().stream()
                        .filter(c -> c.contains("--replay"))
                        .findFirst()
                        .orElseThrow();
        Path log = publishedLog();
        List<Path> data = List.of(directory.resolve("one"), directory.resolve("two"));
        for (Path own : data) {
            Path json = directory.resolve("out.json");

            run(
                    command.replaceAll("--replay \\S+", "--replay " + log)
                            + " --data "
                            + own
                            + " --json "
                            + json);

            RunSummary summary = ReportJson.summary(Files.readAllBytes(json));
            assertThat(summary.events()).isEqualTo(new RunSummary.Events(ROWS, ROWS, 0));
        }

        assertThat(published(data.get(1))).isEqualTo(published(data.get(0)));
    }

    private static String published(Path data) throws IOException {
        SnapshotReader reader = new SnapshotReader(data.resolve("snapshots"));
        var version = reader.latest("default").orElseThrow();
        assertThat(reader.manifest("default", version).learned()).isEqualTo(ROWS);
        return reader.load("default", version).digest();
    }

    /** Rows under the header of KuaiRand-Pure's own log. */
    private Path publishedLog() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>();
        lines.add(
                "user_id,video_id,date,hourmin,time_ms,is_click,is_like,is_follow,is_comment,"
                        + "is_forward,is_hate,long_view,play_time_ms,duration_ms,profile_stay_time,"
                        + "comment_stay_time,is_profile_enter,is_rand,tab");
        for (int i = 0; i < ROWS; i++) {
            lines.add(
                    "%d,%d,20220425,%d00,%d,%d,%d,0,0,0,0,0,1500,%d,0,0,0,0,1"
                            .formatted(
                                    random.nextInt(300),
                                    random.nextInt(100),
                                    random.nextInt(24),
                                    1_650_812_741_436L + 1_000L * i,
                                    random.nextInt(2),
                                    random.nextInt(20) / 19,
                                    random.nextInt(60_000)));
        }
        return Files.write(directory.resolve("log_standard_pure.csv"), lines);
    }

    private static List<String> readmeCommands() throws IOException {
        try (var lines = Files.lines(home().resolve("README.md"))) {
            return lines.map(String::strip).filter(l -> l.startsWith("./primacy ")).toList();
        }
    }

    private String run(String command) throws Exception {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process =
                new ProcessBuilder(command.split(" "))
                        .directory(home().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            String text = Files.readString(output);
            assertThat(ended)
                    .as("%s ended within %d minutes:%n%s", command, MINUTES, text)
                    .isTrue();
            assertThat(process.exitValue()).as("%s:%n%s", command, text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("primacy.home"));
    }
}
