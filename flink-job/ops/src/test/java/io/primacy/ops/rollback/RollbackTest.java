package io.primacy.ops.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.ops.rollback.plan.Account;
import io.primacy.ops.rollback.plan.AliasMove;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.plan.RollbackPlan;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RollbackTest {
    private static final String OLD_JOB = "old";
    private static final RollbackPlan PLAN = plan(List.of());

    private static RollbackPlan plan(List<String> models) {
        return new RollbackPlan(
                "r1",
                "2026-11-25T02:10:00Z",
                "feed",
                "abc",
                "file:/savepoints/savepoint-abc",
                models,
                "restored",
                OLD_JOB,
                List.of("--config", "c.yaml"),
                List.of("--config", "c.yaml", "--skip", "1..2"),
                false,
                "job.jar",
                "file:/savepoints/rollbacks/r1",
                List.of(new AliasMove("default", "1-000009", "1-000004", 2)),
                List.of(new Account(0, 100, models.isEmpty() ? 100 : 200, 200, 200, 200)));
    }

    private final TestingJournal journal = new TestingJournal();
    private final TestingServed served = new TestingServed("1-000009", "2-000001");
    private final TestingCluster cluster = new TestingCluster(served, OLD_JOB);
    private int ids;

    private final Rollback rollback = rollback(state -> {});

    private Rollback rollback(Consumer<RollbackState> watcher) {
        return new Rollback(
                journal, served, cluster, () -> "new-" + ++ids, Duration.ofMillis(200), watcher);
    }

    @Test
    void aRollbackMovesWhatIsServedStopsRestoresAndVerifies() throws Exception {
        RollbackState end = rollback.begin(PLAN);

        assertThat(end).isInstanceOf(RollbackState.Verified.class);
        assertThat(journal.names())
                .containsExactly(
                        "Planned", "AliasMoved", "Stopped", "Stopped", "Restored", "Verified");
        assertThat(cluster.running()).containsExactly("new-1");
        assertThat(cluster.submitted())
                .containsExactly(
                        new Cluster.Job(
                                "new-1", "job.jar", PLAN.arguments(), PLAN.location(), false));
        assertThat(served.latest()).isEqualTo("2-000001");
    }

    @Test
    void singleModelsArePutIntoWhatTheStoppedJobLeft() throws Exception {
        RollbackState end = rollback.begin(plan(List.of("default")));

        assertThat(end)
                .isInstanceOfSatisfying(
                        RollbackState.Verified.class,
                        v -> assertThat(v.findings()).contains("nothing to learn until"));
        assertThat(served.latest()).isEqualTo("1-000004");
        assertThat(cluster.submitted())
                .extracting(Cluster.Job::restoredFrom)
                .containsExactly("file:/savepoints/rollbacks/r1/savepoint-of-old");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aRollbackThatDiedAfterAnyOfItsSixWritesIsResumedToItsEnd(int writes) throws Exception {
        journal.dieAfter(writes);
        assertThatThrownBy(() -> rollback.begin(PLAN)).isInstanceOf(TestingJournal.Death.class);

        RollbackState end = rollback.resume(journal.states().get(0));

        assertThat(end).isInstanceOf(RollbackState.Verified.class);
        assertThat(cluster.running()).hasSize(1).doesNotContain(OLD_JOB);
        assertThat(cluster.submitted()).hasSize(1);
        assertThat(served.latest()).isEqualTo("2-000001");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aRollbackThatDiedAfterAnyOfItsSixWritesIsUndone(int writes) throws Exception {
        journal.dieAfter(writes);
        assertThatThrownBy(() -> rollback.begin(PLAN)).isInstanceOf(TestingJournal.Death.class);

        RollbackState end = rollback.undo(journal.states().get(0));

        assertThat(end).isInstanceOf(RollbackState.Undone.class);
        assertThat(served.latest()).isEqualTo("1-000009");
        assertThat(served.isHeld()).isFalse();
        assertThat(cluster.running()).hasSize(1);
        if (!cluster.running().contains(OLD_JOB)) {
            Cluster.Job last = cluster.submitted().get(cluster.submitted().size() - 1);
            assertThat(last.restoredFrom()).endsWith("savepoint-of-" + OLD_JOB);
            assertThat(last.arguments()).isEqualTo(PLAN.jobArguments());
        }
    }

    @Test
    void aJobThatCannotBeStoppedRunsOnAndTheRollbackCanBeTriedAgain() throws Exception {
        cluster.failStopping("no slots");

        RollbackState failed = rollback.begin(PLAN);

        assertThat(failed)
                .isInstanceOfSatisfying(
                        RollbackState.Failed.class,
                        f -> {
                            assertThat(f.at()).isInstanceOf(RollbackState.Stopped.class);
                            assertThat(f.reason()).isEqualTo("no slots");
                        });
        assertThat(cluster.running()).containsExactly(OLD_JOB);
        assertThat(served.latest()).isEqualTo("1-000004");

        cluster.failStopping(null);
        assertThat(rollback.resume(failed)).isInstanceOf(RollbackState.Verified.class);
    }

    @Test
    void aRestoreThatFailsIsTriedAgainUnderAnotherJobId() throws Exception {
        cluster.failRestoring("state does not fit");

        RollbackState failed = rollback.begin(PLAN);

        assertThat(failed)
                .isInstanceOfSatisfying(
                        RollbackState.Failed.class,
                        f -> assertThat(f.reason()).contains("new-1", "state does not fit"));
        cluster.failRestoring(null);
        assertThat(rollback.resume(failed)).isInstanceOf(RollbackState.Verified.class);
        assertThat(cluster.running()).containsExactly("new-2");
    }

    @Test
    void aRestoreThatFailsIsUndoneByTheJobsOwnSavepoint() throws Exception {
        cluster.failRestoring("state does not fit");
        RollbackState failed = rollback.begin(PLAN);
        cluster.failRestoring(null);

        RollbackState end = rollback.undo(failed);

        assertThat(end).isInstanceOf(RollbackState.Undone.class);
        assertThat(cluster.submitted().get(1).restoredFrom())
                .isEqualTo("file:/savepoints/rollbacks/r1/savepoint-of-old");
        assertThat(served.latest()).isEqualTo("1-000009");
    }

    @Test
    void aClusterThatIsAwayLeavesTheJournalWhereItIs() throws Exception {
        Rollback cutOff =
                rollback(
                        state -> {
                            if (state instanceof RollbackState.AliasMoved) {
                                cluster.goAway(true);
                            }
                        });

        assertThatThrownBy(() -> cutOff.begin(PLAN))
                .isInstanceOf(TestingCluster.AwayException.class);

        assertThat(journal.open("feed")).get().isInstanceOf(RollbackState.Stopped.class);
        assertThat(served.latest()).isEqualTo("1-000004");
        cluster.goAway(false);
        assertThat(rollback.resume(journal.open("feed").get()))
                .isInstanceOf(RollbackState.Verified.class);
    }

    @Test
    void aPlanForAJobThatWasTakenBackMeanwhileIsRefusedAndTouchesNothing() throws Exception {
        rollback.begin(PLAN);
        int written = journal.names().size();

        assertThatThrownBy(() -> rollback.begin(PLAN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Job old")
                .hasMessageContaining("make a new plan");

        assertThat(journal.names()).hasSize(written);
        assertThat(cluster.running()).containsExactly("new-1");
    }

    @Test
    void anUndoThatWouldStartASecondJobOfTheLearnerIsRefused() throws Exception {
        RollbackState verified = rollback.begin(PLAN);
        cluster.cancel("new-1");
        cluster.runAnother("by-hand");

        assertThatThrownBy(() -> rollback.undo(verified))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Job by-hand of learner 'feed' runs");

        assertThat(journal.states()).containsExactly(verified);
        assertThat(cluster.running()).containsExactly("by-hand");
    }

    @Test
    void aRestoreBesideAJobThatSomebodySubmittedMeanwhileFailsAndCanBeTriedAgain()
            throws Exception {
        Rollback disturbed =
                rollback(
                        state -> {
                            if (state instanceof RollbackState.Restored) {
                                cluster.runAnother("by-hand");
                            }
                        });

        RollbackState failed = disturbed.begin(PLAN);

        assertThat(failed)
                .isInstanceOfSatisfying(
                        RollbackState.Failed.class,
                        f -> assertThat(f.reason()).contains("Job by-hand of learner 'feed' runs"));
        assertThat(cluster.submitted()).isEmpty();
        cluster.cancel("by-hand");
        assertThat(rollback.resume(failed)).isInstanceOf(RollbackState.Verified.class);
    }

    @Test
    void anUndoThatFailedIsUndoneAgainUnderAnotherJobId() throws Exception {
        RollbackState verified = rollback.begin(PLAN);
        cluster.failRestoring("no slots");
        RollbackState failed = rollback.undo(verified);
        assertThat(failed).isInstanceOf(RollbackState.Failed.class);
        cluster.failRestoring(null);

        RollbackState end = rollback.undo(failed);

        assertThat(end).isInstanceOf(RollbackState.Undone.class);
        assertThat(cluster.running()).containsExactly("new-3");
    }

    @Test
    void whatWasUndoneIsNotUndoneAgain() throws Exception {
        RollbackState undone = rollback.undo(rollback.begin(PLAN));

        assertThatThrownBy(() -> rollback.undo(undone))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("undone already");
    }
}
