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
import java.util.stream.StreamSupport;
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
        // Else the REST interface tells what tasks did three seconds ago.
        bench = RollbackBench.start("interrupted", 1, Map.of("web.refresh-interval", "20"));
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
                "tasks restore their state",
                Duration.ofSeconds(120),
                () -> command.isDone() || restored().filter(this::isBeingRestored).isPresent());
        String restored = restored().orElseThrow().id();
        bench.flink().killTaskManager(only);
        bench.flink().startTaskManager();

        assertThat(command.get().expect(0).err()).contains("Verified: job " + restored);
        Deadline.await(
                "the job manager says that a task manager was lost",
                Duration.ofSeconds(60),
                () -> bench.client().lastFailure(restored).isPresent());
        assertNothingOfThePoisonIsLeft();
    }

    private boolean isBeingRestored(JobOverview restored) {
        JsonNode vertices = bench.client().read("/jobs/" + restored.id()).path("vertices");
        return StreamSupport.stream(vertices.spliterator(), false)
                .anyMatch(vertex -> vertex.at("/tasks/INITIALIZING").asInt() > 0);
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
