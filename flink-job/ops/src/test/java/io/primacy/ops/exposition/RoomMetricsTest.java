package io.primacy.ops.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.room.Job;
import io.primacy.ops.room.Letter;
import io.primacy.ops.room.Room;
import io.primacy.schema.event.DeadLetter.Reason;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.SnapshotAnnouncement;
import io.primacy.schema.report.TaskReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoomMetricsTest {
    private final Room room = new Room(Clock.systemUTC(), 5000, 10);

    @Test
    void figuresComeOutAsTheyWereReported() throws IOException {
        report("home", 0.25);
        room.deadLetter(new Letter(room.now(), Reason.NOT_JSON, "", "t", 0, 1, 1, "x"));
        room.deadLetter(new Letter(room.now(), Reason.NOT_JSON, "", "t", 0, 1, 1, "x"));

        assertThat(scrape())
                .contains(
                        "primacy_task_violation_ratio{learner=\"l\",model=\"home\",task=\"like\"} 0.25\n")
                .contains(
                        "primacy_task_multiplier{learner=\"l\",model=\"home\",task=\"like\"} 12.5\n")
                .contains("primacy_model_learned_events{learner=\"l\",model=\"home\"} 2560.0\n")
                .contains("primacy_models{standing=\"violated\"} 1.0\n")
                .contains("primacy_dead_letters_total{reason=\"NOT_JSON\"} 1.0\n")
                .contains(
                        "# HELP primacy_task_violation_ratio ",
                        "# TYPE primacy_dead_letters_total counter")
                .doesNotContain(
                        "NaN", "primacy_task_auc{learner=\"l\",model=\"home\",task=\"like\"} 0.0");
    }

    @Test
    void seriesAreBoundedAndTheWorstAreAmongThem() throws IOException {
        for (int m = 0; m < 400; m++) {
            report("m%04d".formatted(m), m == 399 ? 0.25 : 0.001);
        }

        String scrape = scrape();

        assertThat(scrape.lines().filter(l -> l.startsWith("primacy_task_loss{")))
                .hasSize(RoomMetrics.MODELS);
        assertThat(scrape).contains("model=\"m0399\"").doesNotContain("model=\"m0200\"");
        assertThat(scrape)
                .contains(
                        "primacy_model_learned_events{learner=\"(others)\",model=\"(others)\"} "
                                + 350 * 2560.0);
    }

    @Test
    void everyMetricIsScrapedOfARoomInWhichThereIsEverything() throws IOException {
        TaskReport task =
                new TaskReport("like", 1, 5000, .1, .9, .8, 1., .1, .2, 12.5, 4., false, 0., 9.);
        room.report(
                new MetricsReport("l", "home", 1, 10, 2560, 0, 0, 1, 256, 1, List.of(task)),
                room.now());
        room.deadLetter(new Letter(room.now(), Reason.NOT_JSON, "", "t", 0, 1, 1, "x"));
        room.source("Kafka", true, "here");
        room.announce(
                new SnapshotAnnouncement("l", "home", "1-000001", "file:/s", 1, 9, List.of()),
                room.now());
        room.jobs(List.of(job("primacy-l")));

        Set<String> scraped =
                scrape().lines()
                        .filter(l -> !l.startsWith("#"))
                        .map(l -> l.split("[{ ]")[0])
                        .collect(Collectors.toSet());

        assertThat(scraped)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::exposedName).toList());
    }

    @Test
    void refusalsOfTheGateAreCountedAndAlarmed() throws IOException {
        report("home", 0.25);
        room.report(
                room.models().get(0).report().refused(3, List.of("like is bad"), true),
                room.now() + 1);

        assertThat(scrape())
                .contains(
                        "primacy_model_refused_snapshots{learner=\"l\",model=\"home\"} 3.0\n",
                        "primacy_model_gate_alarm{learner=\"l\",model=\"home\"} 1.0\n");
    }

    @Test
    void hostileNamesAreLabels() throws IOException {
        report("\"}\nprimacy_evil{x=\"\u202e" + "x".repeat(10_000), 0);

        assertThat(scrape().lines().filter(l -> l.contains("primacy_evil")))
                .isNotEmpty()
                .allMatch(
                        l ->
                                l.matches(
                                        "primacy_(model|task)_\\w+\\{learner=\"l\",model=\"\\\\\"}␊.*"))
                .allMatch(l -> l.length() < 300);
    }

    @Test
    void namesThatLookAlikeHaveSeriesOfTheirOwn() throws IOException {
        List<String> alike = List.of("x".repeat(80) + "1", "x".repeat(80) + "2", "a\nb", "a␊b");
        for (String name : alike) {
            report(name, 0);
        }
        room.jobs(alike.stream().map(name -> job("primacy-" + name)).toList());

        String scrape = scrape();

        assertThat(scrape.lines().filter(l -> l.startsWith("primacy_task_loss{")))
                .hasSize(4)
                .doesNotHaveDuplicates();
        assertThat(scrape.lines().filter(l -> l.startsWith("primacy_job_up{"))).hasSize(4);
        assertThat(scrape).contains("model=\"a␊b\"").containsPattern("model=\"a␊b [0-9a-f]{16}\"");
    }

    @Test
    void aTaskThatIsNamedTwiceIsScrapedOnce() throws IOException {
        report("home", .25, "like", "like", "click");

        assertThat(scrape().lines().filter(l -> l.startsWith("primacy_task_violation_ratio{")))
                .containsExactlyInAnyOrder(
                        "primacy_task_violation_ratio{learner=\"l\",model=\"home\",task=\"like\"} 0.25",
                        "primacy_task_violation_ratio{learner=\"l\",model=\"home\",task=\"click\"} 0.25");
    }

    private void report(String model, double violation) {
        report(model, violation, "like");
    }

    private void report(String model, double violation, String... tasks) {
        List<TaskReport> reports =
                Arrays.stream(tasks)
                        .map(
                                task ->
                                        new TaskReport(
                                                task, 1, 5000, .1, null, null, 1., .1, violation,
                                                12.5, 4., false, 0., 9.))
                        .toList();
        room.report(
                new MetricsReport("l", model, 1, 10, 2560, 0, 0, 1, 256, 1, reports), room.now());
    }

    private Job job(String name) {
        Job.Checkpoint checkpoint = new Job.Checkpoint(1, room.now(), 5, 100);
        return new Job("a1", name, "RUNNING", 1, 7, 0, 1, 0, checkpoint);
    }

    private String scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RoomMetrics(room, () -> 0).write("text/plain", out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
