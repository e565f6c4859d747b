package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task manager that learns for long, and one that many jobs come to and leave: neither its memory
 * nor what it has loaded may grow. How long is given in {@code -Dprimacy.endurance.events}.
 */
@Tag("long")
@EnabledOnOs(OS.LINUX)
class EnduranceE2ECase {
    private static final long SEED = 20_260_104;
    private static final long EVENTS = Long.getLong("primacy.endurance.events", 2_000_000);
    private static final int SAMPLES = 20;
    private static final double WARM_UP = 0.4;
    private static final double GROWTH = 0.01;

    private static final int JOBS = Integer.getInteger("primacy.endurance.jobs", 10);
    private static final int WARM_JOBS = JOBS / 2;
    private static final int EVENTS_OF_A_JOB = 64 * 400;
    private static final double GROWTH_OF_JOBS = 0.03;

    /**
     * Class loaders that stay, however many jobs there were. The threads that free native memory
     * keep the one of the job that started them (the access control context that every thread
     * inherits), and the JDK that of a record: java.lang.runtime.ObjectMethods keeps one handle,
     * for the type that it compared last.
     */
    private static final int LOADERS_KEPT = 2;

    private static final Duration LEARN = Duration.ofMinutes(10);

    /** All of the heap is there from the start: what grows is not the heap. */
    private static final Map<String, String> TOUCHED =
            Map.of(
                    "env.java.opts.taskmanager",
                    "-XX:+AlwaysPreTouch -Dorg.bytedeco.javacpp.maxbytes=448m"
                            + " -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
                            + " -XX:+UnlockDiagnosticVMOptions"
                            + " -XX:GCLockerRetryAllocationCount=1000");

    private static final Map<String, String> SHORT_MEMORY =
            Map.of(
                    "log.retention.bytes", Integer.toString(1 << 30),
                    "log.segment.bytes", Integer.toString(128 << 20),
                    "log.retention.check.interval.ms", "10000");

    @Test
    void residentMemoryDoesNotGrowAfterWarmUp() throws Exception {
        try (FaultBench bench = FaultBench.withOneTaskManager("endurance", TOUCHED, SHORT_MEMORY)) {
            int share = (int) (EVENTS / SAMPLES);
            Workload workload = new Workload("endless", SEED, share, Workload.AT_LEAST_ONCE, 120);
            JavaProcess taskManager = onlyTaskManager(bench);
            List<Long> resident = new ArrayList<>();
            try (Feed feed = bench.feed(workload)) {
                RunningJob job = bench.submit(workload);
                job.awaitRunning();
                for (int sample = 1; sample <= SAMPLES; sample++) {
                    feed.sendNow(share);
                    job.awaitRead((long) share * sample, LEARN);
                    resident.add(taskManager.residentBytes());
                    System.out.printf(
                            "%,d events: %d MiB resident%n",
                            (long) share * sample, resident.get(sample - 1) >> 20);
                }
            }
            List<Long> warm = resident.subList((int) (SAMPLES * WARM_UP), SAMPLES);
            double before = mean(warm.subList(0, warm.size() / 3));
            double after = mean(warm.subList(warm.size() - warm.size() / 3, warm.size()));
            assertThat(after).as("resident bytes: %s", resident).isLessThan(before * (1 + GROWTH));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Workload.EXACTLY_ONCE, Workload.AT_LEAST_ONCE})
    void tenJobsComeToATaskManagerAndLeaveNothing(String delivery) throws Exception {
        String name = "ten-jobs-" + delivery;
        try (FaultBench bench = FaultBench.withOneTaskManager(name, TOUCHED, SHORT_MEMORY)) {
            Workload workload = new Workload("again", SEED, 0, delivery, 1);
            JavaProcess taskManager = onlyTaskManager(bench);
            List<Long> resident = new ArrayList<>();
            try (Feed feed = bench.feed(workload)) {
                for (int n = 1; n <= JOBS; n++) {
                    feed.sendNow(EVENTS_OF_A_JOB);
                    RunningJob job = bench.submit(workload);
                    job.awaitRunning();
                    job.awaitRead((long) EVENTS_OF_A_JOB * n, LEARN);
                    job.cancel();
                    resident.add(taskManager.residentBytes());
                }
            }
            Deadline.await(
                    "class loaders of cancelled jobs are collected",
                    LEARN,
                    () -> taskManager.instances("ChildFirstClassLoader") <= LOADERS_KEPT);
            taskManager.requireAlive();
            assertNoLibraryIsLoadedTwice(taskManager.log());
            assertThat((double) resident.get(JOBS - 1))
                    .as("resident bytes: %s", resident)
                    .isLessThan(resident.get(WARM_JOBS - 1) * (1 + GROWTH_OF_JOBS));
        }
    }

    private static void assertNoLibraryIsLoadedTwice(Path log) throws Exception {
        assertThat(Files.readString(log))
                .doesNotContain("UnsatisfiedLinkError")
                .doesNotContain("already loaded in another classloader")
                .doesNotContain("OutOfMemoryError");
    }

    private static JavaProcess onlyTaskManager(FaultBench bench) {
        return bench.flink().taskManager(bench.flink().taskManagers().iterator().next());
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
