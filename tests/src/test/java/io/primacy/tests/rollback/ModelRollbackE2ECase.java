package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.OperatorProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of two models goes back; the other's learning is not touched by it. */
@Tag("cluster")
@Tag("long")
class ModelRollbackE2ECase {
    private static final long SEED = 8_128;
    private static final String BACK = "north";
    private static final String OTHER = "south";
    private static final List<String> MODELS = List.of(BACK, OTHER);
    private static final int GOOD = 900;
    private static final int POISON = 400;
    private static final int AFTER = 700;

    @Test
    void theNamedModelIsTheSavepointsAndTheOtherWasNeverRolledBack() throws Exception {
        try (RollbackBench bench = RollbackBench.start("models", 1)) {
            DrilledLearner.Left neverPoisoned = undisturbed(bench, "never-poisoned", 0).get(0);
            DrilledLearner.Left neverRolledBack = undisturbed(bench, "poisoned", POISON).get(1);
            DrilledLearner learner = bench.learner("one-of-two", MODELS);
            try (TimedFeed feed = learner.feed(SEED)) {
                learner.submit();
                feed.send(Stretch.good(GOOD));
                learner.awaitServed(feed.next());
                SavepointEntry savepoint = learner.createSavepoint("before the poison");
                feed.send(Stretch.poisoned(POISON));
                learner.awaitServed(feed.next());
                SavepointEntry poisoned = learner.createSavepoint("poisoned");
                SnapshotVersion served = learner.snapshots().latest(OTHER).orElseThrow();

                String out = rolledBack(learner, savepoint).expect(0).out();

                assertThat(out)
                        .contains("These models of savepoint", "not learned again", BACK + ": ")
                        .doesNotContain(OTHER + ": ");
                assertThat(learner.snapshots().latest(BACK).orElseThrow())
                        .hasToString(model(savepoint, BACK).version());
                assertThat(learner.snapshots().latest(OTHER).orElseThrow())
                        .isGreaterThanOrEqualTo(served);
                SavepointEntry after = learner.createSavepoint("rolled back");
                assertThat(model(after, BACK).digest())
                        .isEqualTo(model(savepoint, BACK).digest())
                        .isNotEqualTo(model(poisoned, BACK).digest());
                assertThat(model(after, OTHER).digest()).isEqualTo(model(poisoned, OTHER).digest());
                // A job that is restored by itself has its models already.
                feed.send(Stretch.good(AFTER));
                learner.awaitServed(feed.next());
                restart(bench, learner);
                feed.send(Stretch.good(AFTER));
                learner.awaitServed(feed.next());
                List<DrilledLearner.Left> left = learner.drainAll();

                System.out.printf("seed %d: %s%n", SEED, left);
                assertThat(left.get(0).digest()).isEqualTo(neverPoisoned.digest());
                assertThat(left.get(0).learned()).isEqualTo(neverPoisoned.learned());
                assertThat(left.get(1)).isEqualTo(neverRolledBack);
            }
        }
    }

    private static OperatorProcess.Result rolledBack(
            DrilledLearner learner, SavepointEntry savepoint) throws Exception {
        assertThat(
                        learner.rollback("--to", savepoint.id(), "--models", "nowhere", "--yes")
                                .expect(4)
                                .err())
                .contains("no model 'nowhere'; it has north, south");
        return learner.rollback("--to", savepoint.id(), "--models", BACK, "--yes");
    }

    private static void restart(RollbackBench bench, DrilledLearner learner) throws Exception {
        String job = learner.job().orElseThrow().id();
        String only = bench.flink().taskManagers().iterator().next();
        bench.flink().killTaskManager(only);
        Deadline.await(
                "the job notices", Duration.ofSeconds(60), () -> !bench.client().isRunning(job));
        bench.flink().startTaskManager();
        Deadline.await(
                "the job runs again", Duration.ofSeconds(90), () -> bench.client().isRunning(job));
    }

    private static SavepointEntry.Model model(SavepointEntry savepoint, String key) {
        return savepoint.contents().models().stream()
                .filter(m -> m.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<DrilledLearner.Left> undisturbed(
            RollbackBench bench, String name, int poison) throws Exception {
        DrilledLearner learner = bench.learner(name, MODELS);
        try (TimedFeed feed = learner.feed(SEED)) {
            learner.submit();
            feed.send(Stretch.good(GOOD));
            feed.send(Stretch.poisoned(poison));
            feed.send(Stretch.good(2 * AFTER));
            learner.awaitServed(feed.next());
            return learner.drainAll();
        }
    }
}
