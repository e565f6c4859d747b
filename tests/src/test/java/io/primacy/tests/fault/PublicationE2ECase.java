package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.FlinkProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Task managers die at seeded moments around publication, while a reader polls. The seed is given
 * in {@code -Dprimacy.fault.seed}.
 */
@Tag("long")
class PublicationE2ECase {
    private static final long SEED = Long.getLong("primacy.fault.seed", 20_260_103);
    private static final int KILLS = 20;
    private static final int BATCHES = 2_400;
    private static final double PER_SECOND = 900;
    private static final long CHECKPOINT_MILLIS = 500;
    private static final Duration PUBLISHED = Duration.ofSeconds(60);
    private static final Duration SENT = Duration.ofSeconds(60);

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** Every part has a bound of its own; all of them together, too. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void twentyKillsAroundPublicationShowNoVersionThatIsNotWhole() throws Exception {
        Workload workload = new Workload("killed", SEED, BATCHES, Workload.AT_LEAST_ONCE);
        try (FaultBench bench = FaultBench.start("publication", Map.of())) {
            Outcome expected =
                    bench.undisturbed(
                            new Workload("undisturbed", SEED, BATCHES, Workload.AT_LEAST_ONCE));
            Path snapshots = bench.snapshots(workload);
            try (Feed feed = bench.feed(workload);
                    VersionWatcher watcher = new VersionWatcher(snapshots)) {
                RunningJob job = bench.submit(workload);
                job.awaitRunning();
                int sent = 0;
                for (int kill = 1; kill <= KILLS; kill++) {
                    // However long a recovery takes, there is traffic around every kill: it begins
                    // when nothing more has to be waited for.
                    bench.flink().awaitTaskManagers();
                    int until = (int) ((long) workload.events() * kill / KILLS);
                    Future<?> traffic = feed.send(until - sent, PER_SECOND);
                    sent = until;
                    killAfterNextVersion(bench.flink(), job, watcher, traffic, kill);
                    traffic.get(SENT.toSeconds(), TimeUnit.SECONDS);
                }

                assertThat(job.drain()).isEqualTo(expected);
                watcher.end();
                System.out.printf("seed %d: %d versions seen%n", SEED, watcher.seen());
                assertThat(watcher.seen()).isGreaterThan(KILLS);
            }
            assertThat(staged(snapshots)).as("what is still staged").isEmpty();
        }
    }

    private void killAfterNextVersion(
            FlinkProcesses flink,
            RunningJob job,
            VersionWatcher watcher,
            Future<?> traffic,
            int kill)
            throws Exception {
        int seen = watcher.seen();
        Deadline.await("another version", PUBLISHED, () -> watcher.seen() > seen);
        long moment = random.nextLong(2 * CHECKPOINT_MILLIS);
        KillMoment.await(traffic, moment);
        String victim = job.taskManagers().iterator().next();
        flink.killTaskManager(victim);
        System.out.printf(
                "seed %d: kill %d, %d ms after version %d%n", SEED, kill, moment, seen + 1);
        flink.startTaskManager();
        job.awaitRestored(kill);
    }

    /** Versions without a manifest, and manifests that wait to be one. */
    private static List<Path> staged(Path snapshots) throws Exception {
        try (Stream<Path> files = Files.walk(snapshots)) {
            return files.filter(PublicationE2ECase::isStaged).toList();
        }
    }

    private static boolean isStaged(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith("staged-")
                || name.endsWith(".tmp")
                || SnapshotVersion.isVersion(name)
                        && !Files.exists(path.resolve(SnapshotLayout.MANIFEST));
    }
}
