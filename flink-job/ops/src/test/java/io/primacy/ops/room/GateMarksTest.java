package io.primacy.ops.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.room.model.Mark;
import io.primacy.ops.room.model.ModelView;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateMarksTest {
    private final Room room = new Room(Clock.systemUTC(), 10, 10);
    private long at = room.now();

    @Test
    void eachRefusalIsMarkedOnceWithItsReason() {
        report(0);
        report(1, "like has log-loss 0.9");
        report(1, "like has log-loss 0.9");
        report(2, "like has log-loss 0.8");
        report(0);
        report(1, "click is off");

        List<Mark> marks = room.marks(model().code());

        assertThat(marks).extracting(Mark::kind).containsOnly(Mark.Kind.GATE);
        assertThat(marks)
                .extracting(Mark::detail)
                .containsExactly(
                        "like has log-loss 0.9.",
                        "like has log-loss 0.8. It is the 2. in a row.",
                        "click is off.");
    }

    @Test
    void theVerdictSaysWhatTheGateDoesUntilAVersionIsPublished() {
        report(2, "like has log-loss 0.8", "<b>\n");

        assertThat(model().verdict().details())
                .contains("The gate refused 2 snapshots in a row: like has log-loss 0.8; <b>␊.");

        report(0);

        assertThat(model().verdict().details()).noneMatch(d -> d.contains("gate"));
    }

    private ModelView model() {
        return room.models().get(0);
    }

    private void report(int refusals, String... reasons) {
        TaskReport like = new TaskReport("like", 1, 5000, .1, .9, .8, 1., .1, .001, 3., 1., false);
        at += 1000;
        room.report(
                new MetricsReport("l", "m", 1, at, at, 0, 0, 1, 256, 1, List.of(like))
                        .refused(refusals, List.of(reasons), false),
                at);
    }
}
