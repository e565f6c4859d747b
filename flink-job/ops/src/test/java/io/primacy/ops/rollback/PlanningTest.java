package io.primacy.ops.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.ops.rollback.plan.Account;
import io.primacy.ops.rollback.plan.Facts;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.rollback.plan.Planning;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.plan.RollbackPlan;
import io.primacy.ops.savepoint.Savepoints;
import io.primacy.schema.savepoint.SavepointEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class PlanningTest {
    private static final ZonedDateTime NOW =
            ZonedDateTime.of(2026, 11, 25, 2, 10, 0, 0, ZoneOffset.UTC);
    private static final List<String> ARGUMENTS =
            List.of("--config", "c.yaml", "--source", "events-3", "--skip", "1..2");

    @Test
    void restoredOffsetsReplayEverythingSinceTheSavepoint() {
        RollbackPlan plan = plan(new OffsetsChoice.Restored(), partition(0, 1_000, 0, 0));

        assertThat(plan.accounts()).containsExactly(new Account(0, 400, 400, 1_000, 1_000, 1_000));
        assertThat(plan.accounts().get(0).replayed()).isEqualTo(600);
        assertThat(plan.arguments()).containsExactly("--config", "c.yaml");
        assertThat(plan.mayLeaveState()).isFalse();
    }

    @Test
    void latestOffsetsSkipEverythingSinceTheSavepointUnderANewSource() {
        RollbackPlan plan = plan(new OffsetsChoice.Latest(), partition(0, 1_000, 0, 0));

        assertThat(plan.accounts().get(0).skipped()).isEqualTo(600);
        assertThat(plan.accounts().get(0).replayed()).isZero();
        assertThat(plan.hasEventsToLearn()).isFalse();
        assertThat(plan.arguments())
                .containsExactly(
                        "--config", "c.yaml", "--source", "events-2", "--start-offsets", "0=1000");
        assertThat(plan.mayLeaveState()).isTrue();
    }

    @Test
    void anEarlierTimeMakesModelsLearnTwice() {
        RollbackPlan plan =
                plan(new OffsetsChoice.At(Instant.EPOCH), partition(0, 1_000, 150, 1_000));

        assertThat(plan.accounts().get(0).learnedTwice()).isEqualTo(250);
        assertThat(plan.accounts().get(0).replayed()).isEqualTo(600);
    }

    @Test
    void aSkippedTimeIsLeftOutOfWhatIsReplayed() {
        OffsetsChoice skip =
                new OffsetsChoice.Skip(Instant.ofEpochMilli(7), Instant.ofEpochMilli(9));

        RollbackPlan plan = plan(skip, partition(0, 1_000, 500, 700));

        assertThat(plan.accounts().get(0).skipped()).isEqualTo(200);
        assertThat(plan.accounts().get(0).replayed()).isEqualTo(400);
        assertThat(plan.arguments()).containsExactly("--config", "c.yaml", "--skip", "7..9");
    }

    @Test
    void theSavepointsOwnSourceAndSkippedTimesAreKept() {
        SavepointEntry entry =
                Savepoints.entry("abc", "2026-11-25T01:30:00Z")
                        .arguments("--config", "old.yaml", "--source", "events-2", "--skip", "3..4")
                        .offset(0, 400)
                        .build();

        RollbackPlan plan =
                Planning.plan(
                        facts(entry, partition(0, 1_000, 0, 0)),
                        new OffsetsChoice.Restored(),
                        false);

        assertThat(plan.arguments())
                .containsExactly("--config", "c.yaml", "--skip", "3..4", "--source", "events-2");
    }

    @Test
    void singleModelsReturnIntoWhatTheJobHasNow() {
        SavepointEntry entry =
                Savepoints.entry("abc", "2026-11-25T01:30:00Z")
                        .arguments("--config", "old.yaml", "--source", "events-2")
                        .offset(0, 400)
                        .build();
        List<String> running =
                List.of(
                        "--config",
                        "c.yaml",
                        "--source",
                        "events-3",
                        "--models-from",
                        "file:/savepoints/savepoint-older",
                        "--returned-model",
                        "other");

        RollbackPlan plan =
                Planning.plan(
                        facts(entry, partition(450, 1_000, 0, 0), List.of("default"), running),
                        new OffsetsChoice.Present(),
                        false);

        assertThat(plan.jobArguments())
                .containsExactly("--config", "c.yaml", "--source", "events-3");
        assertThat(plan.arguments())
                .containsExactly(
                        "--config",
                        "c.yaml",
                        "--source",
                        "events-3",
                        "--models-from",
                        "file:/savepoints/savepoint-abc",
                        "--returned-model",
                        "default");
        assertThat(plan.restoredFrom("file:/own")).isEqualTo("file:/own");
        assertThat(plan.mayLeaveState()).isFalse();
        assertThat(plan.accounts().get(0).skipped()).isEqualTo(600);
        assertThat(plan.hasEventsToLearn()).isFalse();
    }

    @Test
    void aModelThatTheSavepointLacksIsNamedWithThoseThatItHas() {
        SavepointEntry entry =
                Savepoints.entry("abc", "2026-11-25T01:30:00Z").offset(0, 400).build();
        Facts facts =
                facts(entry, partition(0, 1_000, 0, 0), List.of("default", "deflaut"), ARGUMENTS);

        assertThatThrownBy(() -> Planning.plan(facts, new OffsetsChoice.Present(), false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no model 'deflaut'; it has default");
    }

    @Test
    void eventsThatKafkaNoLongerHasAreNamedBeforeAnythingIsTouched() {
        assertThatThrownBy(() -> plan(new OffsetsChoice.Restored(), partition(450, 1_000, 0, 0)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("50 events are gone")
                .hasMessageContaining("--offsets latest");
    }

    @Test
    void aTopicThatWasMadeAnewIsRefused() {
        assertThatThrownBy(() -> plan(new OffsetsChoice.Restored(), partition(0, 30, 0, 0)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("made anew");
    }

    @Test
    void aSavepointOfAnotherConfigIsRefusedUnlessSaidOtherwise() {
        SavepointEntry other =
                Savepoints.entry("abc", "2026-11-25T01:30:00Z")
                        .configDigest("0123456789abcdef")
                        .offset(0, 400)
                        .build();
        Facts facts = facts(other, partition(0, 1_000, 0, 0));

        assertThatThrownBy(() -> Planning.plan(facts, new OffsetsChoice.Restored(), false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--other-config");
        assertThat(Planning.plan(facts, new OffsetsChoice.Restored(), true)).isNotNull();
    }

    @Test
    void timesAreReadInEveryFormAndOnlyThose() {
        assertThat(OffsetsChoice.time("01:40", NOW)).isEqualTo("2026-11-25T01:40:00Z");
        assertThat(OffsetsChoice.time("03:00", NOW)).isEqualTo("2026-11-24T03:00:00Z");
        assertThat(OffsetsChoice.time("2026-11-25T01:40:00+01:00", NOW))
                .isEqualTo("2026-11-25T00:40:00Z");
        assertThat(OffsetsChoice.time("1795570800000", NOW))
                .isEqualTo(Instant.ofEpochMilli(1_795_570_800_000L));
        assertThat(OffsetsChoice.parse("skip 01:40..02:05", NOW))
                .hasToString("skip 2026-11-25T01:40:00Z..2026-11-25T02:05:00Z");
        for (String wrong : List.of("yesterday", "skip 01:40", "skip 02:00..01:00", "")) {
            assertThatThrownBy(() -> OffsetsChoice.parse(wrong, NOW))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void everyEventSinceTheSavepointIsEitherReplayedOrSkipped(
            @ForAll @LongRange(min = 0, max = 50) long savepoint,
            @ForAll @LongRange(min = 0, max = 50) long start,
            @ForAll @LongRange(min = 0, max = 50) long since,
            @ForAll @LongRange(min = 0, max = 100) long from,
            @ForAll @LongRange(min = 0, max = 100) long length) {
        long end = Math.max(savepoint, start) + since;
        Account account = new Account(0, savepoint, start, end, from, from + length);

        assertThat(account.replayed() + account.skipped()).isEqualTo(end - savepoint);
        assertThat(account.replayed()).isNotNegative();
    }

    private static Facts.Partition partition(long beginning, long end, long from, long to) {
        return new Facts.Partition(beginning, end, from, to);
    }

    private static RollbackPlan plan(OffsetsChoice choice, Facts.Partition partition) {
        SavepointEntry entry =
                Savepoints.entry("abc", "2026-11-25T01:30:00Z").offset(0, 400).build();
        return Planning.plan(facts(entry, partition), choice, false);
    }

    private static Facts facts(SavepointEntry entry, Facts.Partition partition) {
        return facts(entry, partition, List.of(), ARGUMENTS);
    }

    private static Facts facts(
            SavepointEntry entry,
            Facts.Partition partition,
            List<String> models,
            List<String> arguments) {
        return new Facts(
                "r1",
                "2026-11-25T02:10:00Z",
                "feed",
                entry,
                models,
                List.of(),
                Savepoints.DIGEST,
                "old",
                arguments,
                "job.jar",
                "file:/savepoints/rollbacks/r1",
                Map.of(0, partition),
                List.of());
    }
}
