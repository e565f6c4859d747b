package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.tests.process.Deadline;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A job with exactly-once topics is restored from a savepoint that many checkpoints followed, and
 * its predecessor has left transactions open.
 */
@Tag("long")
class OldSavepointE2ECase {
    private static final long SEED = 20_260_103;
    private static final int BATCHES = 330;
    private static final double PER_SECOND = 2_500;
    private static final double SLOWLY = 400;
    private static final int CHECKPOINTS_LATER = 8;
    private static final Duration EXPIRY = Duration.ofSeconds(120);
    private static final String FORGOTTEN = "the broker has forgotten its id";

    @Test
    void whatWasLeftOpenIsAbortedAndNothingIsFenced() throws Exception {
        try (FaultBench bench = FaultBench.start("old-savepoint", Map.of())) {
            goesOnFromItsSavepoint(bench, Workload.EXACTLY_ONCE, () -> {});

            assertThat(taskManagerLogs(bench)).doesNotContain(FORGOTTEN);
        }
    }

    @Test
    void aSavepointWhoseTransactionsTheBrokerHasForgottenIsRestoredAllTheSame() throws Exception {
        Map<String, String> forgetful =
                Map.of(
                        "transactional.id.expiration.ms", "2000",
                        "transaction.remove.expired.transaction.cleanup.interval.ms", "500",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
                        "transaction.max.timeout.ms", "900000");
        try (FaultBench bench = FaultBench.withBroker("forgotten-transactions", forgetful)) {
            // What is open is given up by the broker, and then forgotten.
            String briefly = Workload.EXACTLY_ONCE + "\n  transaction-timeout: 30s";
            goesOnFromItsSavepoint(bench, briefly, () -> awaitNoTransactions(bench));

            assertThat(taskManagerLogs(bench)).contains(FORGOTTEN);
        }
    }

    private static void goesOnFromItsSavepoint(
            FaultBench bench, String delivery, Step beforeRestore) throws Exception {
        // Only what is drained is published: a version of the first job is not to be met again.
        Workload workload = new Workload("old", SEED, BATCHES, delivery, Integer.MAX_VALUE);
        int third = workload.events() / 3;
        try (Feed feed = bench.feed(workload)) {
            RunningJob first = bench.submit(workload);
            first.awaitRunning();
            Future<?> slow = feed.send(third, SLOWLY);
            String savepoint = first.savepointToCommitFrom();
            slow.get();
            Future<?> traffic = feed.send(third, PER_SECOND);
            first.awaitCheckpoints(CHECKPOINTS_LATER);
            bench.flink().killTaskManager(first.taskManagers().iterator().next());
            first.cancel();
            traffic.get();
            beforeRestore.run();

            RunningJob second = bench.submit(workload, savepoint);
            second.awaitRunning();
            feed.sendNow(workload.events() - 2 * third);
            second.awaitEverythingReported();

            assertThat(second.restores()).as("restores, its savepoint included").isEqualTo(1);
            second.finish();
        }
    }

    /** Something on the way. */
    private interface Step {
        void run() throws Exception;
    }

    private static String taskManagerLogs(FaultBench bench) throws Exception {
        StringBuilder logs = new StringBuilder();
        for (String id : bench.flink().taskManagers()) {
            logs.append(Files.readString(bench.flink().taskManager(id).log()));
        }
        return logs.toString();
    }

    private static void awaitNoTransactions(FaultBench bench) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bench.broker().bootstrapServers()))) {
            Deadline.await(
                    "the broker forgets the transactional ids",
                    EXPIRY,
                    () -> admin.listTransactions().all().get().isEmpty());
        }
    }
}
