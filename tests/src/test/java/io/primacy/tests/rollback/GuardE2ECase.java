package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.OperatorProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Poison comes and nobody is awake. */
@Tag("cluster")
@Tag("long")
class GuardE2ECase {
    private static final long SEED = 31;
    private static final int GOOD = 4_000;
    private static final int BURST = 3_000;
    private static final int MORE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Test
    void aModelWhoseSnapshotsAreRefusedGoesBackByItselfButOnceInTheCoolDown() throws Exception {
        try (RollbackBench bench = RollbackBench.start("guard", 1)) {
            DrilledLearner learner = learner(bench, "guarded");
            try (TimedFeed feed = learner.feed(SEED)) {
                learner.submit();
                feed.send(Stretch.good(GOOD));
                learner.awaitServed(feed.next());
                SavepointEntry savepoint = learner.createSavepoint("good");
                String job = learner.job().orElseThrow().id();
                try (OperatorProcess.Started guard = guard(bench, learner)) {
                    await(guard, "Guarding learner 'guarded'");
                    poisonUntil(guard, feed, "went back by itself");

                    assertThat(guard.out())
                            .contains("snapshots were refused in a row", "Verified")
                            .contains("These models of savepoint " + savepoint.id());
                    assertThat(learner.job().orElseThrow().id()).isNotEqualTo(job);
                    poisonUntil(guard, feed, "less than the cool-down ago");
                }
            }
        }
    }

    @Test
    void aGuardThatComesLateGoesBackToBeforeTheFirstRefusalAndNotToTheNewestSavepoint()
            throws Exception {
        try (RollbackBench bench = RollbackBench.start("late-guard", 1)) {
            DrilledLearner learner = learner(bench, "late");
            try (TimedFeed feed = learner.feed(SEED)) {
                learner.submit();
                feed.send(Stretch.good(GOOD));
                learner.awaitServed(feed.next());
                SavepointEntry good = learner.createSavepoint("good");
                feed.send(Stretch.noise(BURST));
                Deadline.await(
                        "two snapshots are refused",
                        PATIENCE,
                        () -> {
                            feed.send(Stretch.noise(MORE));
                            return learner.refusals() >= 2;
                        });
                learner.createSavepoint("poisoned");

                try (OperatorProcess.Started guard = guard(bench, learner)) {
                    poisonUntil(guard, feed, "went back by itself");

                    assertThat(guard.out()).contains("These models of savepoint " + good.id());
                }
            }
        }
    }

    /** One whose snapshots of noise are refused, and which goes back after the second of them. */
    private static DrilledLearner learner(RollbackBench bench, String name) throws Exception {
        return bench.learner(
                name,
                DrilledLearner.ONE,
                "{min-events: 2000, window: 1250, log-loss: 0.3}",
                "{refusals: 2, cool-down: 6h}");
    }

    private static OperatorProcess.Started guard(RollbackBench bench, DrilledLearner learner)
            throws Exception {
        List<String> arguments = learner.arguments("guard");
        arguments.addAll(List.of("--bootstrap-servers", bench.servers()));
        arguments.addAll(RollbackBench.jar());
        return OperatorProcess.start(
                bench.directory().resolve("guard"), arguments.toArray(String[]::new));
    }

    /** The gate compares with the version before: poison must come faster than versions do. */
    private static void poisonUntil(OperatorProcess.Started guard, TimedFeed feed, String words)
            throws Exception {
        feed.send(Stretch.noise(BURST));
        Deadline.await(
                "the guard says '" + words + "'",
                PATIENCE,
                () -> {
                    assertThat(guard.process().isAlive()).as(guard.err()).isTrue();
                    if (guard.out().contains(words)) {
                        return true;
                    }
                    feed.send(Stretch.noise(MORE));
                    return false;
                });
    }

    private static void await(OperatorProcess.Started guard, String words) throws Exception {
        Deadline.await(
                "the guard says '" + words + "'",
                PATIENCE,
                () -> {
                    assertThat(guard.process().isAlive()).as(guard.err()).isTrue();
                    return guard.out().contains(words);
                });
    }
}
