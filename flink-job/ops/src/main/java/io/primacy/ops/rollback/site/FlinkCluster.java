package io.primacy.ops.rollback.site;

import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.FlinkRefusedException;
import io.primacy.ops.flink.JobCheckpoints;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.flink.Polling;
import io.primacy.ops.rollback.Cluster;
import io.primacy.ops.rollback.StepFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Flink cluster behind its job manager's REST interface. */
public final class FlinkCluster implements Cluster {
    /** How long a job that restarts is waited for, as a rule. */
    public static final Duration RESTART = Duration.ofSeconds(20);

    private static final String METADATA = "_metadata";
    private static final Duration STOP = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofMinutes(1);

    private final FlinkClient flink;
    private final Duration restart;

    /**
     * @param restart how long a job that restarts is waited for before it is cancelled
     */
    public FlinkCluster(FlinkClient flink, Duration restart) {
        this.flink = flink;
        this.restart = restart;
    }

    @Override
    public String stop(String jobId, String directory) {
        Path place = Path.of(URI.create(directory));
        if (!isActive(jobId)) {
            return left(jobId, place);
        }
        if (!awaitRunning(jobId)) {
            return cancelled(jobId);
        }
        try {
            String request = flink.triggerStop(jobId, directory);
            Polling.await(
                    "the savepoint of job " + jobId, STOP, () -> stopped(jobId, request, place));
        } catch (FlinkRefusedException | Polling.PatienceException e) {
            if (isActive(jobId)) {
                throw new StepFailedException(
                        "Job " + jobId + " runs on; it left no savepoint: " + e.getMessage(), e);
            }
        }
        awaitEnd(jobId);
        return left(jobId, place);
    }

    /** Done once Flink says so; another stop, begun before, may have been faster. */
    private Optional<String> stopped(String jobId, String request, Path place) {
        if (!isActive(jobId)) {
            return savepoint(place).or(() -> Optional.of(""));
        }
        return flink.savepoint(jobId, request);
    }

    private boolean awaitRunning(String jobId) {
        try {
            return Polling.await(
                    "job " + jobId,
                    restart,
                    () -> Optional.of(flink.isRunning(jobId)).filter(r -> r));
        } catch (Polling.PatienceException e) {
            return false;
        }
    }

    /** What an ended job can be restored from. */
    private String left(String jobId, Path place) {
        return savepoint(place)
                .or(() -> checkpoint(jobId))
                .orElseThrow(
                        () ->
                                new StepFailedException(
                                        "Job "
                                                + jobId
                                                + " has ended and left neither a savepoint in "
                                                + place
                                                + " nor a checkpoint that Flink still knows.",
                                        null));
    }

    private static Optional<String> savepoint(Path place) {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(place)) {
            return found.filter(s -> Files.isRegularFile(s.resolve(METADATA)))
                    .max(Comparator.comparingLong(s -> s.resolve(METADATA).toFile().lastModified()))
                    .map(s -> s.toUri().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(place + " cannot be listed.", e);
        }
    }

    private Optional<String> checkpoint(String jobId) {
        if (flink.state(jobId).isEmpty()) {
            return Optional.empty();
        }
        return flink.checkpoints(jobId).latest().map(JobCheckpoints.Completed::path);
    }

    /** Its tasks do not run, so nobody could write a savepoint. */
    private String cancelled(String jobId) {
        String way =
                checkpoint(jobId)
                        .orElseThrow(
                                () ->
                                        new StepFailedException(
                                                "Job "
                                                        + jobId
                                                        + " does not run and has no checkpoint; it"
                                                        + " is left alone.",
                                                null));
        cancel(jobId);
        return way;
    }

    @Override
    public List<String> active(String learner) {
        return flink.jobs().stream().filter(job -> job.runs(learner)).map(JobOverview::id).toList();
    }

    @Override
    public boolean isActive(String jobId) {
        return flink.state(jobId).filter(s -> !JobOverview.isEnd(s)).isPresent();
    }

    @Override
    public void cancel(String jobId) {
        if (isActive(jobId)) {
            flink.cancel(jobId);
            awaitEnd(jobId);
        }
    }

    private void awaitEnd(String jobId) {
        try {
            Polling.await(
                    "the end of job " + jobId,
                    END,
                    () -> Optional.of(!isActive(jobId)).filter(ended -> ended));
        } catch (Polling.PatienceException e) {
            throw new StepFailedException(e.getMessage(), e);
        }
    }

    @Override
    public void submit(Job job) {
        if (flink.state(job.id()).isPresent()) {
            return;
        }
        Path jar = Path.of(job.jar());
        if (!Files.isRegularFile(jar)) {
            throw new StepFailedException(
                    "The job's jar " + jar + " is missing; bring it back and resume.", null);
        }
        String uploaded = null;
        try {
            uploaded = flink.upload(jar);
            flink.run(
                    uploaded,
                    new FlinkClient.Submission(
                            job.arguments(), job.id(), job.restoredFrom(), job.mayLeaveState()));
        } catch (FlinkRefusedException e) {
            throw new StepFailedException(e.getMessage(), e);
        } finally {
            remove(uploaded);
        }
    }

    private void remove(String jar) {
        if (jar != null) {
            try {
                flink.removeJar(jar);
            } catch (FlinkRefusedException e) {
                // It only takes room on the job manager's disk.
                return;
            }
        }
    }

    @Override
    public Health health(String jobId) {
        String state = flink.state(jobId).orElse("UNKNOWN");
        if (state.equals("UNKNOWN")) {
            return new Health(state, false, 0, Optional.empty());
        }
        return new Health(
                state,
                flink.isRunning(jobId),
                flink.checkpoints(jobId).completed(),
                flink.lastFailure(jobId));
    }
}
