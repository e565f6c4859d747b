package io.primacy.ops.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.primacy.ops.flink.FlinkUnreachableException;
import io.primacy.ops.room.Job;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.model.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Flink every two seconds how the learners' jobs do. */
public final class FlinkWatch implements AutoCloseable {
    /** The name under which the room knows this source. */
    public static final String FLINK = "Flink";

    private static final Logger LOG = LoggerFactory.getLogger(FlinkWatch.class);
    private static final String JOB_PREFIX = "primacy-";
    private static final long PAUSE_MILLIS = 2000;
    private static final int JOBS = 20;

    private final FlinkApi api;
    private final Room room;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private FlinkWatch(FlinkApi api, Room room) {
        this.api = api;
        this.room = room;
        thread = new Thread(this::run, "dashboard-flink");
        thread.setDaemon(true);
    }

    /** Starts to ask; Flink need not be there yet. */
    public static FlinkWatch start(FlinkApi api, Room room) {
        FlinkWatch watch = new FlinkWatch(api, room);
        watch.thread.start();
        return watch;
    }

    private void run() {
        boolean open = true;
        while (open) {
            try {
                room.jobs(jobs());
                room.source(FLINK, true, api.address());
            } catch (FlinkUnreachableException e) {
                LOG.debug("Flink at {} does not answer", api.address(), e);
                room.source(FLINK, false, "Flink does not answer at %s.".formatted(api.address()));
            } catch (RuntimeException e) {
                LOG.warn("Flink's answer makes no sense", e);
                room.source(
                        FLINK,
                        false,
                        "%s answers, but not as Flink does.".formatted(api.address()));
            }
            open = pause();
        }
    }

    private boolean pause() {
        try {
            return !closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : api.get("/jobs/overview").path("jobs")) {
            if (job.path("name").asText().startsWith(JOB_PREFIX) && jobs.size() < JOBS) {
                jobs.add(job(job));
            }
        }
        return jobs;
    }

    private Job job(JsonNode overview) {
        String id = overview.path("jid").asText();
        String name = overview.path("name").asText();
        boolean running = overview.path("state").asText().equals("RUNNING");
        JsonNode checkpoints = api.get("/jobs/" + id + "/checkpoints");
        marks(name.substring(JOB_PREFIX.length()), checkpoints);
        JsonNode counts = checkpoints.path("counts");
        return new Job(
                id,
                name,
                overview.path("state").asText(),
                overview.path("start-time").asLong(),
                running ? api.pendingRecords(id) : -1,
                running ? api.jobMetric(id, "numRestarts") : -1,
                counts.path("completed").asLong(),
                counts.path("failed").asLong(),
                last(checkpoints.path("latest")));
    }

    /** A savepoint is a checkpoint, too. */
    private static Job.Checkpoint last(JsonNode latest) {
        JsonNode newest = latest.path("completed");
        JsonNode savepoint = latest.path("savepoint");
        if (savepoint.path("id").asLong(-1) > newest.path("id").asLong(-1)) {
            newest = savepoint;
        }
        return newest.hasNonNull("id")
                ? new Job.Checkpoint(
                        newest.path("id").asLong(),
                        newest.path("latest_ack_timestamp").asLong(),
                        newest.path("end_to_end_duration").asLong(),
                        newest.path("state_size").asLong())
                : null;
    }

    private void marks(String learner, JsonNode checkpoints) {
        for (JsonNode each : checkpoints.path("history")) {
            if (each.path("is_savepoint").asBoolean()
                    && each.path("status").asText().equals("COMPLETED")) {
                room.mark(
                        learner,
                        new Mark(
                                Mark.Kind.SAVEPOINT,
                                each.path("latest_ack_timestamp").asLong(),
                                "savepoint " + each.path("id").asLong(),
                                each.path("external_path").asText()));
            }
        }
        JsonNode restored = checkpoints.path("latest").path("restored");
        if (restored.hasNonNull("id")) {
            room.mark(
                    learner,
                    new Mark(
                            Mark.Kind.RESTORE,
                            restored.path("restore_timestamp").asLong(),
                            "restored",
                            restored.path("external_path").asText()));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
