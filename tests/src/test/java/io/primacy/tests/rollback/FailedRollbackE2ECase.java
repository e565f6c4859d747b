package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.OperatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What can go wrong: afterwards the old job runs, or the rollback has a name for where it stands
 * and a way on; something good is served all the time.
 */
@Tag("cluster")
@Tag("long")
class FailedRollbackE2ECase {
    private static final int BEFORE = 1_000;
    private static final int SINCE = 500;

    private RollbackBench bench;
    private DrilledLearner learner;
    private TimedFeed feed;
    private SavepointEntry savepoint;
    private String job;
    private SnapshotVersion served;

    @BeforeEach
    void learn() throws Exception {
        bench = RollbackBench.start("failures", 1);
        learner = bench.learner("failing");
        feed = learner.feed(7);
        learner.submit();
        feed.send(Stretch.good(BEFORE));
        learner.awaitServed(feed.next());
        savepoint = learner.createSavepoint("good");
        feed.send(Stretch.poisoned(SINCE));
        learner.awaitServed(feed.next());
        job = learner.job().orElseThrow().id();
        served = served();
    }

    @AfterEach
    void stop() throws Exception {
        feed.close();
        bench.close();
    }

    private SnapshotVersion served() throws Exception {
        return learner.snapshots().latest(DrilledLearner.MODEL).orElseThrow();
    }

    @Test
    void whatWouldGoWrongIsRefusedAndTheJobRunsOn() throws Exception {
        refused(learner.configFile(), "learning-rate", "another config", "--other-config");
        deleteRecords(BEFORE + 100);
        assertThat(back("restored").expect(4).err()).contains("100 events are gone", "latest");
        assertThat(back("latest", "--dry-run").expect(0).out()).contains("skipped");
        Files.delete(learner.savepoints().resolve("savepoint-" + savepoint.id() + "/_metadata"));
        assertThat(back("restored").expect(4).err()).contains("_metadata is missing");
        assertThat(learner.rollback("--to", "../../etc", "--yes").exit()).isNotZero();
        assertThat(learner.rollback("--to", "nothing", "--yes").expect(2).err())
                .contains("no savepoint 'nothing'");
        assertThat(learner.rollback("--undo", "--yes").expect(4).err()).contains("no rollback");

        assertThat(learner.job().orElseThrow().id()).isEqualTo(job);
        assertThat(served()).isEqualTo(served);
    }

    private OperatorProcess.Result back(String offsets, String... further) throws Exception {
        String[] arguments = new String[further.length + 5];
        arguments[0] = "--to";
        arguments[1] = savepoint.id();
        arguments[2] = "--offsets";
        arguments[3] = offsets;
        arguments[4] = "--yes";
        System.arraycopy(further, 0, arguments, 5, further.length);
        return learner.rollback(arguments);
    }

    private void refused(Path config, String key, String... words) throws Exception {
        String text = Files.readString(config);
        Files.writeString(config, text + "optimizer: {" + key + ": 0.01}\n");
        assertThat(back("restored").expect(4).err()).contains(words);
        Files.writeString(config, text);
    }

    private void deleteRecords(long before) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bench.servers()))) {
            TopicPartition partition = new TopicPartition(learner.config().events().topic(), 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    @Test
    void aClusterThatIsAwayIsNamedAndNothingIsTouched() throws Exception {
        bench.flink().jobManager().kill();

        assertThat(back("restored").expect(3).err())
                .contains("No Flink job manager answers", "Nothing was touched");

        assertThat(served()).isEqualTo(served);
    }

    @Test
    void aJobThatRestartsIsRolledBackFromItsCheckpointOnceThereIsATaskManager() throws Exception {
        String only = bench.flink().taskManagers().iterator().next();
        bench.flink().killTaskManager(only);
        Deadline.await(
                "the job restarts", Duration.ofSeconds(60), () -> !bench.client().isRunning(job));

        OperatorProcess.Result failed = back("restored", "--patience", "5s");

        assertThat(failed.expect(1).err()).contains("failed at Restored", "--resume", "--undo");
        assertThat(served().epoch()).isEqualTo(1);
        assertThat(served()).isLessThan(served);
        assertThat(back("restored").expect(4).err()).contains("not at its end");
        bench.flink().startTaskManager();
        assertThat(learner.rollback("--resume", "--yes").expect(0).err()).contains("Verified");
        learner.awaitServed(feed.next());
        assertThat(learner.drain().learned()).isEqualTo(BEFORE + SINCE);
    }
}
