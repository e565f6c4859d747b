package io.primacy.schema.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private static final TaskReport TASK =
            new TaskReport(
                    "like", 1, 9, 0.07, 0.8, 0.81, 1.01, 0.071, -0.01, 12.5, 3.9, false, 0.01,
                    100.0);

    @Test
    void reportsReadBackAsTheyWere() {
        MetricsReport metrics = new MetricsReport("l", "m", 1, 2, 3, 4, 5, 6, 7, 8, List.of(TASK));
        SnapshotAnnouncement announcement =
                new SnapshotAnnouncement("l", "m", "1-000001", "file:/x", 3, 99, List.of("latest"));
        RunSummary summary =
                new RunSummary(
                        new RunSummary.Events(10, 9, 1),
                        2,
                        List.of(new RunSummary.Snapshot("m", "1-000001", "file:/x")),
                        "m",
                        9,
                        List.of(TASK),
                        123.5);

        assertThat(ReportJson.metrics(ReportJson.write(metrics))).isEqualTo(metrics);
        assertThat(ReportJson.announcement(ReportJson.write(announcement))).isEqualTo(announcement);
        assertThat(ReportJson.summary(ReportJson.write(summary))).isEqualTo(summary);
    }

    @Test
    void theSummaryHasTheDocumentedNames() {
        RunSummary summary =
                new RunSummary(
                        new RunSummary.Events(10, 9, 1), 2, List.of(), "m", 9, List.of(TASK), 1);

        String json = new String(ReportJson.write(summary), StandardCharsets.UTF_8);

        assertThat(json)
                .contains("\"produced\" : 10", "\"learned\" : 9", "\"deadLettered\" : 1")
                .contains("\"checkpoints\"", "\"snapshots\"", "\"eventsPerSecond\"")
                .contains("\"logLoss\"", "\"normalizedEntropy\"", "\"auc\"", "\"calibration\"")
                .contains("\"reference\"", "\"violation\"", "\"multiplier\"");
    }

    @Test
    void aReportFromBeforeItSaidWhatItsConstraintAllowsIsRead() {
        String json =
                "{\"learner\":\"l\",\"model\":\"m\",\"tasks\":[{\"name\":\"like\",\"priority\":1,"
                        + "\"multiplier\":2.5,\"atMaximum\":false}]}";

        TaskReport task = ReportJson.metrics(json.getBytes(StandardCharsets.UTF_8)).tasks().get(0);

        assertThat(task.multiplier()).isEqualTo(2.5);
        assertThat(task.tolerance()).isNull();
        assertThat(task.maximum()).isNull();
    }

    @Test
    void whatIsNotFiniteIsNull() {
        TaskReport task =
                new TaskReport(
                        "like",
                        1,
                        0,
                        Double.NaN,
                        null,
                        0.5,
                        Double.NEGATIVE_INFINITY,
                        null,
                        null,
                        null,
                        null,
                        null);
        RunSummary summary =
                new RunSummary(
                        new RunSummary.Events(0, 0, 0),
                        0,
                        List.of(),
                        "m",
                        0,
                        List.of(task),
                        Double.POSITIVE_INFINITY);

        byte[] json = ReportJson.write(summary);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains("\"logLoss\" : null", "\"auc\" : 0.5", "\"calibration\" : null")
                .contains("\"eventsPerSecond\" : null")
                .doesNotContain("NaN", "Infinity");
        assertThat(ReportJson.summary(json).tasks().get(0).logLoss()).isNull();
    }
}
