package io.primacy.ops.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.ops.rollback.plan.Account;
import io.primacy.ops.rollback.plan.AliasMove;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.plan.RollbackPlan;
import io.primacy.ops.rollback.site.JournalFiles;
import io.primacy.ops.rollback.site.SavepointNeeds;
import io.primacy.ops.savepoint.SavepointCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalFilesTest {
    private static final RollbackPlan PLAN =
            new RollbackPlan(
                    "r20261125-021000",
                    "2026-11-25T02:10:00Z",
                    "feed",
                    "abc",
                    "file:/savepoints/savepoint-abc",
                    List.of("default"),
                    "restored",
                    "old",
                    List.of("--config", "c.yaml"),
                    List.of("--config", "c.yaml"),
                    true,
                    "job.jar",
                    "file:/savepoints/rollbacks/r1",
                    List.of(new AliasMove("default", "1-000009", "1-000004", 2)),
                    List.of(new Account(0, 1, 2, 3, 4, 5)));

    @TempDir private Path directory;

    @Test
    void everyStateIsReadAsItWasWritten() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        RollbackState.Stopped stopped = new RollbackState.Stopped(PLAN, "file:/x");
        List<RollbackState> states =
                List.of(
                        new RollbackState.Planned(PLAN),
                        new RollbackState.AliasMoved(PLAN),
                        new RollbackState.Stopped(PLAN, null),
                        stopped,
                        stopped.restore("new"),
                        stopped.restore("new").verified("runs"),
                        new RollbackState.Failed(PLAN, stopped.restore("new"), "why"),
                        new RollbackState.Undoing(PLAN, "file:/x", "new", "again"),
                        new RollbackState.Undone(PLAN, "again"));
        try (JournalFiles journal = JournalFiles.open(catalogue, Clock.systemUTC())) {
            for (RollbackState state : states) {
                journal.write(state);

                assertThat(journal.states()).containsExactly(state);
                assertThat(journal.open(state.plan().learner()).isPresent())
                        .isEqualTo(!state.isEnd());
            }
        }
    }

    @Test
    void anotherLearnersRollbackIsNeitherOpenNorLatest() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        try (JournalFiles journal = JournalFiles.open(catalogue, Clock.systemUTC())) {
            journal.write(new RollbackState.AliasMoved(PLAN));

            assertThat(journal.open(PLAN.learner())).isPresent();
            assertThat(journal.latest(PLAN.learner())).isPresent();
            assertThat(journal.open("another")).isEmpty();
            assertThat(journal.latest("another")).isEmpty();
        }
    }

    @Test
    void aSecondCommandIsRefusedWhileOneRuns() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        try (JournalFiles first = JournalFiles.open(catalogue, Clock.systemUTC())) {
            assertThat(first.states()).isEmpty();
            assertThatThrownBy(() -> JournalFiles.open(catalogue, Clock.systemUTC()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Another rollback command is running");
        }
        JournalFiles.open(catalogue, Clock.systemUTC()).close();
    }

    @Test
    void theTargetOfAnOpenRollbackIsNeeded() throws Exception {
        SavepointCatalogue catalogue = new SavepointCatalogue(directory);
        try (JournalFiles journal = JournalFiles.open(catalogue, Clock.systemUTC())) {
            journal.write(new RollbackState.AliasMoved(PLAN));
            assertThat(SavepointNeeds.of(catalogue).of("abc")).get().asString().contains("--undo");

            journal.write(new RollbackState.Undone(PLAN, "old"));
            assertThat(SavepointNeeds.of(catalogue).of("abc")).isEmpty();
        }
    }
}
