package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.ops.flink.JobOverview;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.OperatorProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of the cluster die while a job is being restored. */
@Tag("cluster")
@Tag("long")
class InterruptedRestoreE2ECase {
    private static final int BEFORE = 1_000;
    private static final int POISON = 500;
    private static final int AFTER = 700;

    private RollbackBench bench;
    private DrilledLearner learner;
    private TimedFeed feed;
    private SavepointEntry savepoint;
    private String job;

    @BeforeEach
    void learn() throws Exception {
        bench = RollbackBench.start("interrupted", 1);
        learner = bench.learner("interrupted");
        feed = learner.feed(7);
        learner.submit();
        feed.send(Stretch.good(BEFORE));
        learner.awaitServed(feed.next());
        savepoint = learner.createSavepoint("good");
        feed.send(Stretch.poisoned(POISON));
        learner.awaitServed(feed.next());
        job = learner.job().orElseThrow().id();
    }

    @AfterEach
    void stop() throws Exception {
        feed.close();
        bench.close();
    }

    private String[] back() {
        String skip = "skip " + TimedFeed.millis(BEFORE) + ".." + TimedFeed.millis(BEFORE + POISON);
        return new String[] {"--to", savepoint.id(), "--offsets", skip, "--yes"};
    }

    private void assertNothingOfThePoisonIsLeft() throws Exception {
        feed.send(Stretch.good(AFTER));
        learner.awaitServed(feed.next());
        DrilledLearner.Left left = learner.drain();
        assertThat(left.learned()).isEqualTo(BEFORE + AFTER - broken(BEFORE + AFTER));
        assertThat(left.skipped()).isEqualTo(POISON);
        assertThat(left.next()).isEqualTo(feed.next());
    }

    private static long broken(long events) {
        return events / TrafficSimulator.BROKEN_EVERY;
    }

    @Test
    void aTaskManagerThatDiesWhileStateIsRestoredIsReplacedAndTheRollbackEndsVerified()
            throws Exception {
        String only = bench.flink().taskManagers().iterator().next();
        CompletableFuture<OperatorProcess.Result> command =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return learner.rollback(back());
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Deadline.await(
                "tasks of the restored job are on the task manager",
                Duration.ofSeconds(120),
                () -> command.isDone() || restored().filter(j -> isBeingRestored(j)).isPresent());
        String restored = restored().orElseThrow().id();
        boolean ran = bench.client().isRunning(restored);
        bench.flink().killTaskManager(only);
        bench.flink().startTaskManager();

        assertThat(command.get().expect(0).err()).contains("Verified: job " + restored);
        System.out.printf("killed while restoring: %s%n", !ran);
        assertThat(bench.client().lastFailure(restored)).isPresent();
        assertNothingOfThePoisonIsLeft();
    }

    private boolean isBeingRestored(JobOverview restored) {
        int begun = 0;
        for (JsonNode vertex : bench.client().read("/jobs/" + restored.id()).path("vertices")) {
            JsonNode tasks = vertex.path("tasks");
            begun += tasks.path("INITIALIZING").asInt() + tasks.path("RUNNING").asInt();
        }
        return begun > 0;
    }

    private Optional<JobOverview> restored() {
        return bench.client().jobs().stream()
                .filter(j -> !j.isEnded() && !j.id().equals(job))
                .findFirst();
    }

    @Test
    void aJobManagerThatIsGoneAfterTheStopLeavesAStateThatIsResumedOnceItIsBack() throws Exception {
        SnapshotVersion good =
                SnapshotVersion.parse(savepoint.contents().models().get(0).version());
        OperatorProcess.run(
                        HaltingRollback.class.getName(),
                        Map.of(HaltingRollback.AFTER, "4"),
                        learner.savepoints().resolveSibling("killed"),
                        learner.rollbackArguments(back()))
                .expect(HaltingRollback.KILLED);
        bench.flink().jobManager().kill();

        assertThat(learner.rollback("--resume", "--yes").expect(3).err())
                .contains("No Flink job manager answers", "stands at Restored", "--undo");
        assertThat(learner.snapshots().latest(DrilledLearner.MODEL).orElseThrow())
                .as("something good is served meanwhile")
                .isEqualTo(good);
        bench.flink().startJobManager();
        bench.flink().awaitTaskManagers();

        assertThat(learner.rollback("--resume", "--yes").expect(0).err()).contains("Verified");
        assertNothingOfThePoisonIsLeft();
    }
}
