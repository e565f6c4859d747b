package io.primacy.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.checkpoint.CheckpointIDCounter;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.leaderelection.LeaderElection;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalListener;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalService;
import org.apache.flink.runtime.persistence.StateHandleStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job manager that died leaves to the next one. The whole of it dies in the fault tests. */
final class FileRecoveryTest {
    private static final JobID JOB = new JobID(1, 2);

    @TempDir private Path directory;

    @Test
    void noCheckpointNumberIsGivenTwice() throws Exception {
        Path file = directory.resolve("counters").resolve("job");
        CheckpointIDCounter first = new FileCheckpointCounter(file);
        first.start();

        assertThat(first.getAndIncrement()).isEqualTo(CheckpointIDCounter.INITIAL_CHECKPOINT_ID);
        assertThat(first.getAndIncrement()).isEqualTo(2);
        CheckpointIDCounter next = new FileCheckpointCounter(file);
        next.start();

        assertThat(next.getAndIncrement()).isEqualTo(3);
    }

    @Test
    void aSuspendedJobsCounterStaysAndAFinishedOnesGoes() throws Exception {
        Path file = directory.resolve("job");
        CheckpointIDCounter counter = new FileCheckpointCounter(file);
        counter.setCount(7);

        counter.shutdown(JobStatus.SUSPENDED).get();
        assertThat(file).exists();
        counter.shutdown(JobStatus.FINISHED).get();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatWasStoredIsFoundByTheNextJobManager() throws Exception {
        new FileStateHandles<String>(directory).addAndLock("b", "two");
        new FileStateHandles<String>(directory).addAndLock("a", "one");
        new FileStateHandles<String>(directory)
                .replace("a", new FileStateHandles<String>(directory).exists("a"), "new");

        FileStateHandles<String> next = new FileStateHandles<>(directory);

        assertThat(next.getAllHandles()).containsExactly("a", "b");
        assertThat(next.getAndLock("a").retrieveState()).isEqualTo("new");
        assertThat(next.getAllAndLock().get(1).f0.retrieveState()).isEqualTo("two");
        assertThat(next.exists("c").isExisting()).isFalse();
        assertThatThrownBy(() -> next.getAndLock("c"))
                .isInstanceOf(StateHandleStore.NotExistException.class);
        assertThatThrownBy(() -> next.addAndLock("a", "again"))
                .isInstanceOf(StateHandleStore.AlreadyExistException.class);
    }

    @Test
    void whatWasNotWrittenWholeIsNotThere() throws Exception {
        Files.writeString(directory.resolve("a" + DurableFile.UNFINISHED), "torn");

        assertThat(new FileStateHandles<String>(directory).getAllHandles()).isEmpty();
    }

    @Test
    void aLeaderIsFoundByItsFollowers() throws Exception {
        try (HighAvailabilityServices leading = recovery();
                HighAvailabilityServices following = recovery();
                LeaderElection election = leading.getJobManagerLeaderElection(JOB)) {
            TestingContender contender = new TestingContender();
            election.startLeaderElection(contender);
            UUID session = contender.granted.get(30, TimeUnit.SECONDS);
            election.confirmLeadershipAsync(session, "here").get(30, TimeUnit.SECONDS);

            TestingFollower follower = new TestingFollower();
            LeaderRetrievalService retrieval = following.getJobManagerLeaderRetriever(JOB);
            retrieval.start(follower);

            assertThat(follower.found.get(30, TimeUnit.SECONDS)).isEqualTo("here " + session);
            retrieval.stop();
        }
    }

    @Test
    void aDirectoryWithoutLocksIsRefused() {
        Configuration config = config("s3://bucket/recovery");

        assertThatThrownBy(() -> new FileRecoveryFactory().createHAServices(config, Runnable::run))
                .isInstanceOf(IllegalConfigurationException.class)
                .hasMessageContaining("s3://bucket/recovery")
                .hasMessageContaining("file:///");
    }

    private HighAvailabilityServices recovery() throws Exception {
        Configuration config = config(directory.toUri().toString());
        return new FileRecoveryFactory().createHAServices(config, Runnable::run);
    }

    private static Configuration config(String storage) {
        Configuration config = new Configuration();
        config.set(HighAvailabilityOptions.HA_MODE, FileRecoveryFactory.class.getName());
        config.set(HighAvailabilityOptions.HA_STORAGE_PATH, storage);
        return config;
    }

    private static final class TestingContender
            implements org.apache.flink.runtime.leaderelection.LeaderContender {
        final CompletableFuture<UUID> granted = new CompletableFuture<>();

        @Override
        public void grantLeadership(UUID session) {
            granted.complete(session);
        }

        @Override
        public void revokeLeadership() {}

        @Override
        public void handleError(Exception exception) {
            granted.completeExceptionally(exception);
        }
    }

    private static final class TestingFollower implements LeaderRetrievalListener {
        final CompletableFuture<String> found = new CompletableFuture<>();

        @Override
        public void notifyLeaderAddress(String address, UUID session) {
            if (address != null) {
                found.complete(address + " " + session);
            }
        }

        @Override
        public void handleError(Exception exception) {
            found.completeExceptionally(exception);
        }
    }
}
