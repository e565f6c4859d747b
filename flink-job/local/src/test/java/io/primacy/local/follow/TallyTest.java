package io.primacy.local.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.event.DeadLetter.Reason;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void latestReportOfEachModelCounts() {
        tally.report(report("a", 10, 1));
        tally.report(report("b", 5, 2));
        tally.report(report("a", 30, 0));

        assertThat(tally.learned()).isEqualTo(35);
        assertThat(tally.pending()).isEqualTo(2);
        assertThat(tally.reports()).extracting(MetricsReport::model).containsExactly("a", "b");
    }

    @Test
    void deadLetterThatComesTwiceCountsOnce() {
        tally.deadLetter(Reason.NOT_JSON, 0, 7);
        tally.deadLetter(Reason.NOT_JSON, 0, 7);
        tally.deadLetter(Reason.NOT_JSON, 1, 7);
        tally.deadLetter(Reason.EMPTY, 0, 7_000_000_000L);

        assertThat(tally.deadLettered()).isEqualTo(3);
        assertThat(tally.reasons()).isEqualTo(Map.of(Reason.NOT_JSON, 2L, Reason.EMPTY, 1L));
    }

    @Test
    void publicationThatIsAnnouncedTwiceCountsOnce() {
        tally.announce(announcement("1-000001"));
        tally.announce(announcement("1-000002"));
        tally.announce(announcement("1-000001"));

        assertThat(tally.snapshots())
                .extracting(SnapshotAnnouncement::version)
                .containsExactly("1-000001", "1-000002");
    }

    private static MetricsReport report(String model, long learned, long pending) {
        return new MetricsReport("t", model, 1, 1, learned, pending, 0, 0, 0, 0, List.of());
    }

    private static SnapshotAnnouncement announcement(String version) {
        return new SnapshotAnnouncement(
                "t", "a", version, "file:/s/a/" + version, 1, 1, List.of("latest"));
    }
}
