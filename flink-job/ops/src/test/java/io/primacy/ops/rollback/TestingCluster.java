package io.primacy.ops.rollback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster in memory: jobs that run, and what they were restored from. */
final class TestingCluster implements Cluster {
    private final Map<String, String> states = new HashMap<>();
    private final List<Job> submitted = new ArrayList<>();
    private final TestingServed served;
    private String stopFailure;
    private String restoreFailure;
    private boolean away;

    TestingCluster(TestingServed served, String runningJob) {
        this.served = served;
        states.put(runningJob, "RUNNING");
    }

    void failStopping(String reason) {
        stopFailure = reason;
    }

    void failRestoring(String reason) {
        restoreFailure = reason;
    }

    /** Somebody submits a job of the learner by hand. */
    void runAnother(String jobId) {
        states.put(jobId, "RUNNING");
    }

    void goAway(boolean gone) {
        away = gone;
    }

    List<Job> submitted() {
        return submitted;
    }

    List<String> running() {
        return states.entrySet().stream()
                .filter(e -> e.getValue().equals("RUNNING"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void answer() {
        if (away) {
            throw new AwayException();
        }
    }

    @Override
    public String stop(String jobId, String directory) {
        answer();
        if (stopFailure != null) {
            throw new StepFailedException(stopFailure, null);
        }
        states.put(jobId, "FINISHED");
        return directory + "/savepoint-of-" + jobId;
    }

    @Override
    public List<String> active(String learner) {
        answer();
        return running();
    }

    @Override
    public boolean isActive(String jobId) {
        answer();
        return "RUNNING".equals(states.get(jobId));
    }

    @Override
    public void cancel(String jobId) {
        answer();
        states.computeIfPresent(jobId, (id, state) -> "CANCELED");
    }

    @Override
    public void submit(Job job) {
        answer();
        if (states.containsKey(job.id())) {
            return;
        }
        submitted.add(job);
        states.put(job.id(), restoreFailure == null ? "RUNNING" : "FAILED");
        // A job that goes on from where it was stopped has nothing new to publish.
        if (restoreFailure == null && !job.restoredFrom().contains("savepoint-of-")) {
            served.publishNext();
        }
    }

    @Override
    public Health health(String jobId) {
        answer();
        String state = states.getOrDefault(jobId, "UNKNOWN");
        return new Health(state, state.equals("RUNNING"), 1, Optional.ofNullable(restoreFailure));
    }

    static final class AwayException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
