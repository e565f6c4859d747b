package io.primacy.tests.dashboard;

import io.primacy.ops.room.Job;
import io.primacy.ops.room.Letter;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.model.Mark;
import io.primacy.schema.event.DeadLetter.Reason;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.SnapshotAnnouncement;
import io.primacy.schema.report.TaskReport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A control room full of models that never existed; the same seed, the same figures. */
final class SimulatedRoom {
    static final long SEED = 11;
    private static final long EVENTS_PER_SECOND = 1250;

    final Room room = new Room(Clock.systemUTC(), 5000, 100);
    private final List<String> models = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long began;

    private SimulatedRoom(long began) {
        this.began = began;
    }

    /**
     * A room with a past.
     *
     * @param models how many
     * @param past how long they have been learning
     */
    static SimulatedRoom of(int models, Duration past) {
        long now = System.currentTimeMillis();
        SimulatedRoom simulated = new SimulatedRoom(now - past.toMillis());
        for (int m = 0; m < models; m++) {
            simulated.models.add(m == 0 ? "default" : "market-%04d".formatted(m));
        }
        long recent = now - Duration.ofMinutes(15).toMillis();
        for (long at = simulated.began; at < now; at += at < recent ? 10_000 : 1000) {
            for (int m = 0; m < models; m++) {
                simulated.report(m, at);
            }
        }
        for (long at = simulated.began; at < now; at += Math.max(30_000, past.toMillis() / 40)) {
            simulated.publish(at);
        }
        for (int i = 0; i < 240; i++) {
            simulated.deadLetter(now - 1000L * i, i);
        }
        simulated.room.source("Kafka", true, "127.0.0.1:9092");
        simulated.room.source("Flink", true, "http://127.0.0.1:8081");
        simulated.room.mark(
                "demo",
                new Mark(
                        Mark.Kind.SAVEPOINT,
                        now - past.toMillis() / 3,
                        "savepoint 212",
                        "file:/var/lib/primacy/savepoints/savepoint-44108e-3cac99190659"));
        return simulated;
    }

    /** Everything a second later. */
    void tick() {
        long now = System.currentTimeMillis();
        for (int m = 0; m < models.size(); m++) {
            report(m, now);
        }
        room.jobs(
                List.of(
                        new Job(
                                "a1",
                                "primacy-demo",
                                "RUNNING",
                                began,
                                random.nextInt(4000),
                                0,
                                412,
                                0,
                                new Job.Checkpoint(413, now - 3200, 180, 48_000_000))));
    }

    void report(int model, long at) {
        room.report(reportOf(model, at), at);
    }

    MetricsReport reportOf(int model, long at) {
        double seconds = (at - began) / 1000.0;
        long learned = (long) (seconds * EVENTS_PER_SECOND) + 1200;
        double settled = Math.exp(-seconds / 240.0);
        double slow = Math.sin(at / 200_000.0 + model) + 0.5 * Math.sin(at / 47_000.0 + 2 * model);
        double reference = 0.525 + 0.05 * settled + 0.002 * slow;
        double violation =
                badness(model) + 0.012 * settled + 0.0012 * slow + 0.0006 * random.nextDouble();
        double lambda = 17 - 6 * settled + 1.2 * slow + 0.2 * random.nextDouble();
        TaskReport relevance =
                new TaskReport(
                        "relevance",
                        1,
                        Math.min(learned, 50_000),
                        reference * (1 + violation),
                        0.8577 + 0.1 * settled + violation,
                        0.7511 - 0.04 * settled,
                        1 + 0.004 * slow,
                        reference,
                        violation,
                        lambda,
                        lambda / 6,
                        false,
                        0.0,
                        100.0);
        TaskReport revenue =
                new TaskReport(
                        "revenue",
                        2,
                        Math.min(learned, 49_000),
                        0.2665 + 0.04 * settled + 0.001 * slow,
                        0.8218 + 0.13 * settled - 0.002 * slow,
                        0.7976 - 0.08 * settled + 0.001 * slow,
                        0.999 - 0.006 * slow,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        return new MetricsReport(
                "demo",
                models.get(model),
                1,
                learned / 256,
                learned,
                37,
                0,
                at,
                Math.min(learned, 50_000),
                48_211,
                List.of(relevance, revenue));
    }

    private static double badness(int model) {
        return model % 37 == 5 ? 0.034 : 0.0014;
    }

    private void publish(long at) {
        long number = (at - began) / 30_000 + 1;
        for (String model : models.subList(0, Math.min(20, models.size()))) {
            room.announce(
                    new SnapshotAnnouncement(
                            "demo",
                            model,
                            "1-%06d".formatted(number),
                            "file:/snapshots",
                            number,
                            number * 37_500,
                            List.of("latest")),
                    at);
        }
    }

    void deadLetter(long at, int number) {
        Reason[] reasons = {
            Reason.NOT_JSON,
            Reason.NOT_JSON,
            Reason.NO_LABEL,
            Reason.WRONG_TYPE,
            Reason.LABEL_OUT_OF_RANGE
        };
        Reason reason = reasons[number % reasons.length];
        room.deadLetter(
                new Letter(
                        at,
                        reason,
                        "Field /ad_click is 7; a label of a logistic task lies between 0 and 1.",
                        "impressions",
                        0,
                        5000L * number,
                        181,
                        "{\"ts_ms\":1767225600000,\"user\":\"u%d\",\"item\":\"i77\",\"relevant\":1,\"ad_click\":7}"
                                .formatted(number)));
    }
}
