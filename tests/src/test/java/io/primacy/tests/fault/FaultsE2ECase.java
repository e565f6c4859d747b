package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.tests.process.FlinkProcesses;
import io.primacy.tests.process.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What may happen to a cluster while traffic goes on. After each: every event learned exactly once,
 * the weights of an undisturbed run, nothing visible that is not whole, each dead letter and report
 * committed once.
 *
 * <p>Moments are drawn from a seed, given in {@code -Dprimacy.fault.seed}.
 */
@Tag("long")
class FaultsE2ECase {
    private static final long SEED = Long.getLong("primacy.fault.seed", 20_260_102);
    private static final int BATCHES_PER_SHARE = 110;
    private static final double PER_SECOND = 2_500;
    private static final int SHARE_MILLIS = 2_800;
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final int TOLERATED_FAILED_CHECKPOINTS = 3;
    private static final long DISK_MEBIBYTES = 64;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void tenKilledTaskManagersCostNoEventAndNoBit() throws Exception {
        try (FaultBench bench = FaultBench.start("ten-task-managers", Map.of());
                Disturbed run = new Disturbed(bench, 11)) {
            FlinkProcesses flink = bench.flink();
            for (int kill = 1; kill <= 10; kill++) {
                flink.awaitTaskManagers();
                run.nextShareUntil(moment("kill " + kill + " of a task manager"));
                flink.killTaskManager(run.taskManager());
                flink.startTaskManager();
                run.job().awaitRestored(kill);
            }
            run.endsAsUndisturbed();
        }
    }

    @Test
    void aKilledJobManagerTakesItsJobsUpAgain() throws Exception {
        String name = "job-manager";
        try (FaultBench bench = FaultBench.start(name, recovery(name));
                Disturbed run = new Disturbed(bench, 4)) {
            for (int kill = 1; kill <= 3; kill++) {
                run.nextShareUntil(moment("kill " + kill + " of the job manager"));
                bench.flink().jobManager().kill();
                bench.flink().startJobManager();
                run.job().awaitRestored(1);
            }
            run.endsAsUndisturbed();
        }
    }

    @Test
    void aPowerCutTakesEverythingAndCostsNothing() throws Exception {
        String name = "power-cut";
        try (FaultBench bench = FaultBench.start(name, recovery(name));
                Disturbed run = new Disturbed(bench, 2)) {
            run.nextShareUntil(moment("everything killed"));
            FlinkProcesses flink = bench.flink();
            for (String taskManager : flink.taskManagers()) {
                flink.killTaskManager(taskManager);
            }
            flink.jobManager().kill();
            bench.broker().kill();
            bench.broker().restart();
            flink.startJobManager();
            flink.startTaskManager();
            run.job().awaitRestored(1);
            run.endsAsUndisturbed();
        }
    }

    @Test
    void aBrokerAwayForHalfAMinuteCostsNoEventAndNoBit() throws Exception {
        try (FaultBench bench = FaultBench.start("broker", Map.of());
                Disturbed run = new Disturbed(bench, 2)) {
            Future<?> traffic = run.nextShareUntil(moment("broker killed"));
            bench.broker().kill();
            KillMoment.await(traffic, OUTAGE.toMillis());
            bench.broker().restart();
            run.endsAsUndisturbed();
        }
    }

    @Test
    void aFullCheckpointDiskDelaysButCostsNothing() throws Exception {
        String name = "full-checkpoint-disk";
        Path mount = FaultBench.directory(name).resolve("disk");
        try (SmallDisk disk = SmallDisk.mount(mount, DISK_MEBIBYTES);
                FaultBench bench =
                        FaultBench.start(
                                name,
                                Map.of("execution.checkpointing.dir", FaultBench.uri(mount)));
                Disturbed run = new Disturbed(bench, 3)) {
            run.nextShareUntil(moment("checkpoint disk filled"));
            disk.fill();
            run.nextShareUntil(SHARE_MILLIS);
            run.job().awaitFailedCheckpoints(TOLERATED_FAILED_CHECKPOINTS + 1);
            run.job().awaitRestores(1);
            disk.empty();
            run.endsAsUndisturbed();
        }
    }

    @Test
    void aFullDiskUnderCheckpointsAndSnapshotsCostsNothing() throws Exception {
        String name = "full-disk";
        Path mount = FaultBench.directory(name).resolve("disk");
        try (SmallDisk disk = SmallDisk.mount(mount, DISK_MEBIBYTES);
                FaultBench bench = FaultBench.start(name, mount, Map.of());
                Disturbed run = new Disturbed(bench, 3)) {
            run.nextShareUntil(moment("disk filled"));
            disk.fill();
            run.nextShareUntil(SHARE_MILLIS);
            run.job().awaitRestores(2);
            disk.empty();
            run.endsAsUndisturbed();
        }
    }

    @Test
    void aTimedOutCheckpointCostsNothing() throws Exception {
        Map<String, String> impatient = Map.of("execution.checkpointing.timeout", "2s");
        try (FaultBench bench = FaultBench.start("timed-out-checkpoint", impatient);
                Disturbed run = new Disturbed(bench, 2)) {
            run.nextShareUntil(moment("task manager frozen"));
            var frozen = bench.flink().taskManager(run.taskManager());
            int failed = bench.flink().rest().checkpoints(run.job().id()).failed();
            frozen.freeze();
            run.job().awaitFailedCheckpoints(failed + 1);
            frozen.thaw();
            assertThat(run.job().log()).containsPattern("Checkpoint \\d+ .*expired");
            run.endsAsUndisturbed();
        }
    }

    private long moment(String what) {
        long millis = random.nextLong(100, SHARE_MILLIS);
        System.out.printf("seed %d: %s %d ms into a share of traffic%n", SEED, what, millis);
        return millis;
    }

    private static Map<String, String> recovery(String name) {
        Map<String, String> options = new HashMap<>();
        options.put("high-availability.type", "io.primacy.pipeline.recovery.FileRecoveryFactory");
        options.put(
                "high-availability.storageDir",
                FaultBench.uri(FaultBench.directory(name).resolve("flink").resolve("recovery")));
        return options;
    }

    /** A run in shares of traffic, beside one that is left alone. */
    private static final class Disturbed implements AutoCloseable {
        private final Workload workload;
        private final int shares;
        private final Outcome undisturbed;
        private final Feed feed;
        private final RunningJob job;
        private int released;
        private Future<?> traffic;

        Disturbed(FaultBench bench, int shares) throws Exception {
            int batches = shares * BATCHES_PER_SHARE;
            this.shares = shares;
            this.workload = new Workload("disturbed", SEED, batches, Workload.EXACTLY_ONCE);
            this.undisturbed =
                    bench.undisturbed(
                            new Workload("undisturbed", SEED, batches, Workload.AT_LEAST_ONCE));
            this.feed = bench.feed(workload);
            this.job = bench.submit(workload);
            job.awaitRunning();
        }

        RunningJob job() {
            return job;
        }

        /** The task manager that the job runs on. */
        String taskManager() throws Exception {
            return job.taskManagers().iterator().next();
        }

        /** Lets the next share of the traffic begin; returns in its middle. */
        Future<?> nextShareUntil(long millis) throws Exception {
            traffic = feed.send(share(), PER_SECOND);
            KillMoment.await(traffic, millis);
            return traffic;
        }

        private int share() {
            long events = workload.events();
            int share = (int) (events * (released + 1) / shares - events * released / shares);
            released++;
            return share;
        }

        void endsAsUndisturbed() throws Exception {
            while (released < shares) {
                traffic = feed.send(share(), PER_SECOND);
            }
            traffic.get();
            assertThat(job.drain()).isEqualTo(undisturbed);
            job.assertEachCommittedOnce();
        }

        @Override
        public void close() {
            feed.close();
        }
    }
}
