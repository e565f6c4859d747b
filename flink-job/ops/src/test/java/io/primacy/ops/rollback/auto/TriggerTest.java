package io.primacy.ops.rollback.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.RollbackConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TriggerTest {
    private static final int WINDOW = 10_000;
    private static final double BAD = 0.2;

    @Test
    void aConstraintViolatedInSoManyFullWindowsIsAnAlarmSinceTheLastGoodOne() {
        Trigger trigger = new Trigger(new RollbackConfig(3, 0, 0, Duration.ofHours(1)));

        assertThat(trigger.take(violated(0, 0), at(0))).isEmpty();
        assertThat(trigger.take(violated(WINDOW, 0), at(10))).isEmpty();
        assertThat(trigger.take(violated(2 * WINDOW, BAD), at(20))).isEmpty();
        // Half a window on, it is mostly the same events: they do not count twice.
        assertThat(trigger.take(violated(2 * WINDOW + WINDOW / 2, BAD), at(25))).isEmpty();
        assertThat(trigger.take(violated(3 * WINDOW, BAD), at(30))).isEmpty();

        assertThat(trigger.take(violated(4 * WINDOW, BAD), at(40)))
                .hasValueSatisfying(
                        alarm -> {
                            assertThat(alarm.model()).isEqualTo("home");
                            assertThat(alarm.since()).isEqualTo(at(10));
                            assertThat(alarm.reason())
                                    .contains("for 3 windows in a row", "like does not hold");
                        });
        assertThat(trigger.take(violated(5 * WINDOW, BAD), at(50)))
                .as("still, since the same moment")
                .hasValueSatisfying(alarm -> assertThat(alarm.since()).isEqualTo(at(10)));
    }

    @Test
    void oneGoodWindowInBetweenBeginsTheCountAnew() {
        Trigger trigger = new Trigger(new RollbackConfig(2, 0, 0, Duration.ofHours(1)));

        for (int window = 0; window < 20; window++) {
            double violation = window % 2 == 0 ? BAD : 0;
            assertThat(trigger.take(violated(window * WINDOW, violation), at(window))).isEmpty();
        }
    }

    @Test
    void refusedSnapshotsAreAnAlarmSinceTheLastReportWithoutOne() {
        Trigger trigger = new Trigger(new RollbackConfig(0, 2, 0, Duration.ofHours(1)));

        assertThat(trigger.take(refused(100, 0), at(1))).isEmpty();
        assertThat(trigger.take(refused(200, 0), at(2))).isEmpty();
        assertThat(trigger.take(refused(300, 1), at(3))).isEmpty();

        assertThat(trigger.take(refused(400, 2), at(4)))
                .hasValueSatisfying(
                        alarm -> {
                            assertThat(alarm.since()).isEqualTo(at(2));
                            assertThat(alarm.reason())
                                    .contains("2 snapshots were refused", "log-loss of like");
                        });
    }

    @Test
    void whatIsWrongIsToldSinceTheSameMomentUntilTheModelWentBack() {
        Trigger trigger = new Trigger(new RollbackConfig(0, 2, 0, Duration.ofHours(1)));
        trigger.take(refused(200, 0), at(2));
        trigger.take(refused(300, 1), at(3));

        assertThat(trigger.take(refused(400, 2), at(4))).map(Alarm::since).contains(at(2));
        assertThat(trigger.take(refused(500, 3), at(5000))).map(Alarm::since).contains(at(2));
        MetricsReport restarted = refused(350, 3);
        assertThat(trigger.take(restarted, at(5001))).map(Alarm::since).contains(at(2));
        MetricsReport resubmitted = report(2, 600, 10, 0, 0).refused(4, List.of("old"), false);
        assertThat(trigger.take(resubmitted, at(5002))).map(Alarm::since).contains(at(2));

        trigger.wentBack("home");

        assertThat(trigger.take(refused(700, 5), at(5003))).isEmpty();
    }

    @Test
    void skippedBatchesAreAnAlarmByTheirShareEvenIfNothingIsLearnedAnyMore() {
        Trigger trigger = new Trigger(new RollbackConfig(0, 0, 0.9, Duration.ofHours(1)));

        assertThat(trigger.take(skipped(6_400, 0), at(1))).isEmpty();
        assertThat(trigger.take(skipped(6_400 + 9 * 64, 9), at(2))).as("too few to say").isEmpty();

        assertThat(trigger.take(skipped(6_400 + 12 * 64, 12), at(3)))
                .hasValueSatisfying(
                        alarm -> {
                            assertThat(alarm.since()).isEqualTo(at(1));
                            assertThat(alarm.reason()).contains("12 of 12 batches");
                        });
    }

    @Test
    void aModelThatWentBackIsAnotherOneAndRulesThatAreOffSayNothing() {
        Trigger trigger = new Trigger(new RollbackConfig(0, 2, 0, Duration.ofHours(1)));
        assertThat(trigger.take(refused(300, 1), at(1))).isEmpty();

        MetricsReport rolledBack = report(2, 200, 3, 0, 0).refused(2, List.of("old"), false);

        assertThat(trigger.take(rolledBack, at(2))).isEmpty();
        Trigger off = new Trigger(new RollbackConfig(0, 0, 0, Duration.ofHours(1)));
        assertThat(off.take(refused(300, 9), at(1))).isEmpty();
        assertThat(off.take(refused(90_000, 10), at(2))).isEmpty();
        assertThat(off.take(violated(190_000, BAD), at(3))).isEmpty();
    }

    private static Instant at(int seconds) {
        return Instant.parse("2026-11-25T01:30:00Z").plusSeconds(seconds);
    }

    private static MetricsReport violated(long learned, double violation) {
        return report(1, learned, learned / 64, 0, violation);
    }

    private static MetricsReport refused(long learned, int refusals) {
        return report(1, learned, learned / 64, 0, 0)
                .refused(
                        refusals,
                        refusals == 0 ? List.of() : List.of("log-loss of like is 20 % worse"),
                        false);
    }

    private static MetricsReport skipped(long learned, long skipped) {
        return report(1, learned, learned / 64, skipped, 0);
    }

    private static MetricsReport report(
            int epoch, long learned, long step, long skipped, double violation) {
        return new MetricsReport(
                "feed",
                "home",
                epoch,
                step,
                learned,
                0,
                skipped,
                0,
                WINDOW,
                100,
                List.of(
                        new TaskReport(
                                "like", 1, WINDOW, 0.5, 0.8, 0.7, 1.0, 0.5, violation, 4.0, 2.0,
                                false, 0.0, 100.0),
                        new TaskReport(
                                "click", 2, WINDOW, 0.5, 0.8, 0.7, 1.0, null, null, null, null,
                                null)));
    }
}
