package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.tests.process.FlinkProcesses;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shortest of the fault tests, which every full build runs. */
@Tag("cluster")
class TaskManagerKilledE2ECase {
    private static final long SEED = 20_260_101;
    private static final int BATCHES = 480;
    private static final double PER_SECOND = 8_000;

    @Test
    void aKilledTaskManagerCostsNoEventAndNoBit() throws Exception {
        try (FaultBench bench = FaultBench.start("task-manager-once", Map.of())) {
            Outcome expected =
                    bench.undisturbed(
                            new Workload("undisturbed", SEED, BATCHES, Workload.AT_LEAST_ONCE));

            Outcome outcome =
                    killedOnce(
                            bench, new Workload("killed", SEED, BATCHES, Workload.AT_LEAST_ONCE));

            assertThat(outcome).isEqualTo(expected);
        }
    }

    private static Outcome killedOnce(FaultBench bench, Workload workload) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        FlinkProcesses flink = bench.flink();
        try (Feed feed = bench.feed(workload)) {
            RunningJob job = bench.submit(workload);
            job.awaitRunning();
            Future<?> all = feed.send(workload.events(), PER_SECOND);
            long moment = random.nextLong(500, 2_500);
            KillMoment.await(all, moment);
            String victim = flink.rest().taskManagersOf(job.id()).iterator().next();
            flink.killTaskManager(victim);
            System.out.printf(
                    "seed %d: %s killed %d ms after the first event%n", SEED, victim, moment);
            job.awaitRestored(1);
            all.get();
            return job.drain();
        }
    }
}
