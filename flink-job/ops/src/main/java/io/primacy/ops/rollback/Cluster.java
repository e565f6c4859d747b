package io.primacy.ops.rollback;

import java.util.List;
import java.util.Optional;

/**
 * Where jobs run. Methods throw {@link io.primacy.ops.flink.FlinkUnreachableException} where nobody
 * answers and {@link StepFailedException} where what was asked for could not be done.
 */
public interface Cluster {

    /**
     * Stops a job so that it can go on later exactly where it stopped: with a savepoint, or, where
     * its tasks do not run, by cancelling it, which leaves its latest checkpoint. May be called
     * again after the process died in it.
     *
     * @param jobId what to stop
     * @param directory where the savepoint goes, a URI; nothing else is in it
     * @return what it can be restored from, a URI
     */
    String stop(String jobId, String directory);

    /** Ids of a learner's jobs that have not ended. */
    List<String> active(String learner);

    /** Whether a job of that id is known that has not ended. */
    boolean isActive(String jobId);

    /** Ends a job at once, if it is active; returns when it has ended. */
    void cancel(String jobId);

    /** Submits a job under an id, unless one of that id is known. */
    void submit(Job job);

    /** How the job does. */
    Health health(String jobId);

    /**
     * A job to be submitted.
     *
     * @param id that it gets
     * @param jar a path
     * @param arguments of its main class
     * @param restoredFrom a savepoint or kept checkpoint, a URI
     * @param mayLeaveState whether that may hold state which the job has no use for
     */
    record Job(
            String id,
            String jar,
            List<String> arguments,
            String restoredFrom,
            boolean mayLeaveState) {}

    /**
     * How a job does.
     *
     * @param state Flink's word
     * @param running whether all of its tasks run
     * @param checkpoints completed since it was restored
     * @param failure why its tasks failed last, if they did
     */
    record Health(String state, boolean running, int checkpoints, Optional<String> failure) {}
}
