package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.tests.process.OperatorProcess;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command killed after each of its six journal writes, one rollback after the other. */
@Tag("cluster")
@Tag("long")
class KilledRollbackE2ECase {
    private static final long SEED = 4_711;
    private static final int POINTS = 6;
    private static final int GOOD = 700;
    private static final int POISON = 300;

    @Test
    void resumedAtEveryPointNothingOfThePoisonIsLeft() throws Exception {
        try (RollbackBench bench = RollbackBench.start("killed-resumed", 1)) {
            DrilledLearner.Left expected = undisturbed(bench, false);
            DrilledLearner learner = bench.learner("resumed");
            try (TimedFeed feed = learner.feed(SEED)) {
                learner.submit();
                for (int point = 1; point <= POINTS; point++) {
                    killed(learner, feed, point);
                    if (point < POINTS) {
                        OperatorProcess.Result resumed = learner.rollback("--resume", "--yes");
                        assertThat(resumed.expect(0).err()).contains("Verified");
                    } else {
                        assertThat(learner.rollback("--resume", "--yes").expect(4).err())
                                .contains("nothing to resume");
                    }
                    learner.awaitServed(feed.next() - POISON);
                }
                DrilledLearner.Left left = learner.drain();

                assertThat(left.digest()).isEqualTo(expected.digest());
                assertThat(left.learned()).isEqualTo((long) POINTS * GOOD);
                assertThat(left.skipped()).isEqualTo((long) POINTS * POISON);
                assertThat(left.next()).isEqualTo(feed.next());
            }
        }
    }

    @Test
    void undoneAtEveryPointAllIsAsBefore() throws Exception {
        try (RollbackBench bench = RollbackBench.start("killed-undone", 1)) {
            DrilledLearner.Left expected = undisturbed(bench, true);
            DrilledLearner learner = bench.learner("undone");
            try (TimedFeed feed = learner.feed(SEED)) {
                learner.submit();
                for (int point = 1; point <= POINTS; point++) {
                    killed(learner, feed, point);
                    OperatorProcess.Result undone = learner.rollback("--undo", "--yes");
                    assertThat(undone.expect(0).err()).contains("Undone");
                    learner.awaitServed(feed.next());
                }
                DrilledLearner.Left left = learner.drain();

                assertThat(left).isEqualTo(expected);
            }
        }
    }

    /** Good events, a savepoint, poison, and a rollback that is killed. */
    private static void killed(DrilledLearner learner, TimedFeed feed, int point) throws Exception {
        feed.send(Stretch.good(GOOD));
        learner.awaitServed(feed.next());
        SavepointEntry savepoint = learner.createSavepoint("before poison " + point);
        long from = feed.next();
        feed.send(Stretch.poisoned(POISON));
        learner.awaitServed(feed.next());
        String skip = "skip " + TimedFeed.millis(from) + ".." + TimedFeed.millis(feed.next());
        OperatorProcess.run(
                        HaltingRollback.class.getName(),
                        Map.of(HaltingRollback.AFTER, Integer.toString(point)),
                        learner.savepoints().resolveSibling("killed"),
                        learner.rollbackArguments(
                                "--to", savepoint.id(), "--offsets", skip, "--yes"))
                .expect(HaltingRollback.KILLED);
    }

    private static DrilledLearner.Left undisturbed(RollbackBench bench, boolean poisoned)
            throws Exception {
        DrilledLearner learner = bench.learner("undisturbed");
        try (TimedFeed feed = learner.feed(SEED)) {
            learner.submit();
            for (int point = 1; point <= POINTS; point++) {
                feed.send(Stretch.good(GOOD));
                if (poisoned) {
                    feed.send(Stretch.poisoned(POISON));
                }
            }
            learner.awaitServed(feed.next());
            return learner.drain();
        }
    }
}
