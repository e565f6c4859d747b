package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.tests.process.OperatorProcess;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The drill that the command exists for: good events, a savepoint, poison, and back. */
@Tag("cluster")
class PoisonDrillE2ECase {
    private static final long SEED = 20_261_125;

    @Test
    void afterARollbackThatSkipsThePoisonNothingOfItIsLeft() throws Exception {
        drill("drill-short", 10_000, 5_000, 3_000);
    }

    @Test
    @Tag("long")
    void afterARollbackOverFiftyThousandPoisonedEventsNothingOfThemIsLeft() throws Exception {
        drill("drill-whole", 100_000, 50_000, 20_000);
    }

    private static void drill(String name, int good, int poison, int after) throws Exception {
        try (RollbackBench bench = RollbackBench.start(name, 1)) {
            DrilledLearner.Left expected = neverPoisoned(bench, good, after);

            DrilledLearner.Left left = poisoned(bench, good, poison, after);

            System.out.printf("seed %d: %s%n", SEED, left);
            assertThat(left.digest()).isEqualTo(expected.digest());
            assertThat(left.learned()).isEqualTo(expected.learned());
            assertThat(left.step()).isEqualTo(expected.step());
            assertThat(left.skipped()).isEqualTo(poison);
            assertThat(left.next()).isEqualTo(good + poison + after);
            assertThat(left.learned() + left.skipped() + broken(good + after))
                    .as("learned + skipped + dead-lettered = produced")
                    .isEqualTo(good + poison + after);
        }
    }

    private static long broken(long events) {
        return events / TrafficSimulator.BROKEN_EVERY;
    }

    private static DrilledLearner.Left neverPoisoned(RollbackBench bench, int good, int after)
            throws Exception {
        DrilledLearner learner = bench.learner("clean");
        try (TimedFeed feed = learner.feed(SEED)) {
            learner.submit();
            feed.send(Stretch.good(good));
            feed.send(Stretch.good(after));
            learner.awaitServed(good + after);
            return learner.drain();
        }
    }

    private static DrilledLearner.Left poisoned(
            RollbackBench bench, int good, int poison, int after) throws Exception {
        DrilledLearner learner = bench.learner("poisoned");
        try (TimedFeed feed = learner.feed(SEED)) {
            learner.submit();
            feed.send(Stretch.good(good));
            learner.awaitServed(good);
            SavepointEntry savepoint = learner.createSavepoint("before the poison");
            Instant poisoned = Instant.now();
            try (ServingFleet serving = learner.serving()) {
                feed.send(Stretch.poisoned(poison));
                feed.send(Stretch.good(after));
                learner.awaitServed(good + poison + after);

                rollBack(learner, serving, savepoint, poisoned, good, good + poison);

                learner.awaitServed(good + poison + after);
                assertThat(serving.refusals()).isEmpty();
            }
            return learner.drain();
        }
    }

    private static void rollBack(
            DrilledLearner learner,
            ServingFleet serving,
            SavepointEntry savepoint,
            Instant poisoned,
            long from,
            long to)
            throws Exception {
        SnapshotVersion good =
                SnapshotVersion.parse(savepoint.contents().models().get(0).version());
        serving.awaitAnswerBy("an answer by a poisoned version", 0, v -> v.compareTo(good) > 0);
        long answered = serving.answers();
        long begun = System.nanoTime();

        OperatorProcess.Result result =
                learner.rollback(
                                "--before",
                                poisoned.toString(),
                                "--offsets",
                                "skip " + TimedFeed.millis(from) + ".." + TimedFeed.millis(to),
                                "--yes")
                        .expect(0);

        long back =
                serving.awaitAnswerBy(
                        "an answer by a good version", begun, v -> v.compareTo(good) <= 0);
        long learning =
                serving.awaitAnswerBy(
                        "an answer by a new version", begun, v -> v.epoch() > good.epoch());
        System.out.printf(
                "good answers again after %d ms, learned anew after %d ms, command ended after %d ms,"
                        + " %d answers before it, %d since%n%s",
                millis(begun, back),
                millis(begun, learning),
                result.millis(),
                answered,
                serving.answers() - answered,
                result);
        assertThat(result.err()).contains("Verified");
        assertThat(millis(begun, back))
                .as("good answers do not wait for the job to be restored")
                .isLessThan(Math.min(millis(begun, learning), result.millis()));
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }
}
