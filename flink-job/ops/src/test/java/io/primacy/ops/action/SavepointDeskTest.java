package io.primacy.ops.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.rollback.plan.RollbackPlan;
import io.primacy.ops.rollback.site.JournalFiles;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.savepoint.Savepoints;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk where no Flink answers: what it shows, what it refuses, and how errands end. */
class SavepointDeskTest {
    private static final String LEARNER = "feed";

    @TempDir private Path directory;

    private SavepointCatalogue catalogue;
    private SavepointDesk desk;

    @BeforeEach
    void open() throws Exception {
        catalogue = new SavepointCatalogue(Files.createDirectory(directory.resolve("savepoints")));
        catalogue.put(Savepoints.entry("abc", "2026-11-25T01:00:00Z").offset(0, 9).build());
        desk = desk(Files.createFile(directory.resolve("job.jar")));
    }

    private SavepointDesk desk(Path jar) {
        LearnerConfig config =
                ConfigReader.parse(
                        "test",
                        """
                        name: feed
                        events: {topic: impressions}
                        features: [{name: user}]
                        tasks: [{name: like, priority: 1}]
                        snapshot: {directory: "%s"}
                        """
                                .formatted(directory.resolve("models").toUri()));
        return SavepointDesk.of(
                new WorkingLearner(
                        config,
                        catalogue,
                        SavepointContents.UNREAD,
                        new FlinkClient(
                                new FlinkAddress(URI.create("http://127.0.0.1:1"), null, null)),
                        "127.0.0.1:1",
                        Map.of(),
                        jar),
                Clock.systemUTC());
    }

    @Test
    void theShelfHoldsTheLearnersSavepointsWithTheModelsFigures() throws Exception {
        Shelf shelf = desk.shelf(LEARNER, "default");

        assertThat(shelf.unavailable()).isNull();
        assertThat(shelf.savepoints()).singleElement().satisfies(this::isTheOne);
        assertThat(desk.shelf(LEARNER, "another").savepoints().get(0).learned()).isNull();
        assertThat(shelf.rollback()).isNull();
        assertThat(shelf.errand()).isNull();
    }

    private void isTheOne(Shelf.Kept kept) {
        assertThat(kept.id()).isEqualTo("abc");
        assertThat(kept.learned()).isEqualTo(384);
    }

    @Test
    void anotherLearnerIsToldWhoseDeskItIs() throws Exception {
        assertThat(desk.shelf("other", "default").unavailable())
                .contains("the config of learner 'feed'", "'other' need its own");
        assertThatThrownBy(() -> desk.take("other", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("learner 'feed'");
        assertThat(SavepointDesk.closed().shelf("other", "default").unavailable())
                .contains("--config FILE");
    }

    @Test
    void onlyAPlanThatWasShownIsDone() {
        assertThatThrownBy(() -> desk.rollBack(LEARNER, "r20261125-021000"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("look at a new one first");
        assertThatThrownBy(() -> desk.rollBack(LEARNER, null)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aPlanNeedsTheJarASavepointAndNoOpenRollback() throws Exception {
        Path missing = directory.resolve("none.jar");
        assertThatThrownBy(() -> desk(missing).plan(LEARNER, "abc", "restored"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("none.jar' does not exist; start the dashboard with --jar");
        assertThatThrownBy(() -> desk.plan(LEARNER, "nothing", "restored"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no savepoint 'nothing'");

        journal(new RollbackState.AliasMoved(plan()));

        assertThatThrownBy(() -> desk.plan(LEARNER, "abc", "restored"))
                .hasMessageContaining("stands at AliasMoved");
        Shelf.LastRollback last = desk.shelf(LEARNER, "default").rollback();
        assertThat(last.open()).isTrue();
        assertThat(last.words()).contains("r20261125-021000", "abc", "latest moves back");
    }

    @Test
    void anErrandThatFailsSaysWhyAndAnotherMayBegin() throws Exception {
        desk.take(LEARNER, "note");
        Errand failed = ended();
        assertThat(failed.outcome()).isEqualTo(Errand.Outcome.FAILED);
        assertThat(failed.lines().get(0)).contains("127.0.0.1:1");

        desk.resume(LEARNER);
        assertThat(ended().lines()).containsExactly("There was no rollback of learner 'feed'.");

        journal(new RollbackState.Undone(plan(), "old"));
        desk.resume(LEARNER);
        assertThat(ended().lines().get(0)).contains("is at its end");
        desk.undo(LEARNER);
        assertThat(ended().lines().get(0)).contains("was undone already");
    }

    private Errand ended() throws Exception {
        return ended(() -> desk.shelf(LEARNER, "default").errand());
    }

    private static Errand ended(Callable<Errand> last) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            Errand errand = last.call();
            if (errand.outcome() != Errand.Outcome.UNDER_WAY) {
                return errand;
            }
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000L);
        }
    }

    @Test
    void anErrandThatEndsInAnErrorHasFailedToo() throws Exception {
        Errands errands = new Errands(Clock.systemUTC());

        errands.begin(
                "The first",
                told -> {
                    throw new NoClassDefFoundError("a/b/C");
                });

        Errand failed = ended(() -> errands.last().orElseThrow());
        assertThat(failed.outcome()).isEqualTo(Errand.Outcome.FAILED);
        assertThat(failed.lines().get(0)).contains("NoClassDefFoundError", "a/b/C");
    }

    @Test
    void oneErrandAtATime() throws Exception {
        Errands errands = new Errands(Clock.systemUTC());
        CountDownLatch held = new CountDownLatch(1);
        errands.begin("The first", told -> held.await());

        assertThatThrownBy(() -> errands.begin("The second", told -> {}))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The first is under way; wait until it has ended.");

        held.countDown();
    }

    private void journal(RollbackState state) throws Exception {
        try (JournalFiles journal = JournalFiles.open(catalogue, Clock.systemUTC())) {
            journal.write(state);
        }
    }

    private static RollbackPlan plan() {
        return new RollbackPlan(
                "r20261125-021000",
                "2026-11-25T02:10:00Z",
                LEARNER,
                "abc",
                "file:/savepoints/savepoint-abc",
                List.of(),
                "restored",
                "old",
                List.of(),
                List.of(),
                false,
                "job.jar",
                "file:/savepoints/rollbacks/r1",
                List.of(),
                List.of());
    }
}
