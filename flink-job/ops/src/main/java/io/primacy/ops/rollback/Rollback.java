package io.primacy.ops.rollback;

import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.flink.Polling;
import io.primacy.ops.rollback.plan.AliasMove;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.plan.RollbackPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes a rollback from state to state until it is at its end. Nothing is kept here: what is needed
 * to go on is in the journal.
 */
public final class Rollback {
    private final Journal journal;
    private final ServedVersions served;
    private final Cluster cluster;
    private final OneJob oneJob;
    private final Supplier<String> jobIds;
    private final Duration patience;
    private final Consumer<RollbackState> watcher;

    /**
     * @param jobIds makes ids for jobs, 32 hexadecimal digits, never the same twice
     * @param patience how long a restored job may take until it has learned and published
     * @param watcher told every state, after the journal
     */
    public Rollback(
            Journal journal,
            ServedVersions served,
            Cluster cluster,
            Supplier<String> jobIds,
            Duration patience,
            Consumer<RollbackState> watcher) {
        this.journal = journal;
        this.served = served;
        this.cluster = cluster;
        oneJob = new OneJob(cluster);
        this.jobIds = jobIds;
        this.patience = patience;
        this.watcher = watcher;
    }

    /**
     * Begins with a plan.
     *
     * @throws RefusedException if the plan's job is not the one that runs now
     */
    public RollbackState begin(RollbackPlan plan) throws IOException {
        if (!cluster.isActive(plan.jobId())) {
            throw new RefusedException(
                    "Job %s, which the plan would take back, does not run any more; make a new plan."
                            .formatted(plan.jobId()));
        }
        oneJob.refuseOthers(plan, Set.of(plan.jobId()));
        return resume(written(new RollbackState.Planned(plan)));
    }

    /**
     * Goes on from a state until the end or a failure. Where the cluster does not answer, the
     * exception leaves the journal where it is.
     */
    public RollbackState resume(RollbackState from) throws IOException {
        RollbackState state = from;
        while (!state.isEnd()) {
            try {
                state = written(next(state));
            } catch (StepFailedException e) {
                return written(new RollbackState.Failed(state.plan(), state, e.getMessage()));
            }
        }
        return state;
    }

    private RollbackState next(RollbackState state) throws IOException {
        if (state instanceof RollbackState.Planned planned) {
            return planned.moveAliases();
        }
        if (state instanceof RollbackState.AliasMoved moved) {
            moveBack(moved.plan());
            return moved.stop();
        }
        if (state instanceof RollbackState.Stopped stopped) {
            return stopped.wayBack() == null ? stop(stopped) : stopped.restore(jobIds.get());
        }
        if (state instanceof RollbackState.Restored restored) {
            return restored.verified(restore(restored));
        }
        if (state instanceof RollbackState.Failed failed) {
            return again(failed.at());
        }
        if (state instanceof RollbackState.Undoing undoing) {
            undo(undoing);
            return undoing.undone();
        }
        throw new IllegalStateException(state.name() + " is the end.");
    }

    /** A failed restore left a job, whose id is used up. */
    private RollbackState again(RollbackState failed) {
        if (failed instanceof RollbackState.Restored restored) {
            cluster.cancel(restored.jobId());
            return new RollbackState.Restored(restored.plan(), restored.wayBack(), jobIds.get());
        }
        if (failed instanceof RollbackState.Undoing undoing && undoing.wayBack() != null) {
            cluster.cancel(undoing.jobId());
            return new RollbackState.Undoing(
                    undoing.plan(), undoing.wayBack(), undoing.restoredJobId(), jobIds.get());
        }
        return failed;
    }

    private void moveBack(RollbackPlan plan) throws IOException {
        for (AliasMove move : plan.aliases()) {
            served.moveBack(move, "rollback " + plan.id() + " to savepoint " + plan.savepoint());
        }
    }

    private RollbackState.Stopped stop(RollbackState.Stopped stopped) {
        RollbackPlan plan = stopped.plan();
        return stopped.leaving(cluster.stop(plan.jobId(), plan.stopDirectory()));
    }

    private String restore(RollbackState.Restored restored) {
        RollbackPlan plan = restored.plan();
        oneJob.submit(
                plan,
                new Cluster.Job(
                        restored.jobId(),
                        plan.jar(),
                        plan.arguments(),
                        plan.restoredFrom(restored.wayBack()),
                        plan.mayLeaveState()));
        Cluster.Health health = awaitCheckpoint(restored.jobId());
        String runs = "runs, " + health.checkpoints() + " checkpoints";
        if (!plan.hasEventsToLearn()) {
            return runs + "; nothing to learn until events come";
        }
        if (plan.aliases().isEmpty()) {
            return runs;
        }
        await(
                "a version of the restored job",
                restored.jobId(),
                () -> plan.aliases().stream().filter(this::hasMovedOn).findFirst());
        return runs + ", learns and publishes";
    }

    private Cluster.Health awaitCheckpoint(String jobId) {
        return await(
                "the first checkpoint of job " + jobId,
                jobId,
                () ->
                        Optional.of(cluster.health(jobId))
                                .filter(h -> h.running() && h.checkpoints() > 0));
    }

    private boolean hasMovedOn(AliasMove move) {
        try {
            return served.hasMovedOn(move);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits, but not for a job that has ended. */
    private <T> T await(String what, String jobId, Supplier<Optional<T>> question) {
        try {
            return Polling.await(
                    what,
                    patience,
                    () -> {
                        requireNotEnded(jobId);
                        return question.get();
                    });
        } catch (Polling.PatienceException e) {
            String failure = cluster.health(jobId).failure().map(f -> " Last: " + f).orElse("");
            throw new StepFailedException(e.getMessage() + failure, e);
        }
    }

    private void requireNotEnded(String jobId) {
        Cluster.Health health = cluster.health(jobId);
        if (JobOverview.isEnd(health.state())) {
            throw new StepFailedException(
                    "Job "
                            + jobId
                            + " ended as "
                            + health.state()
                            + health.failure().map(f -> ": " + f).orElse("."),
                    null);
        }
    }

    /**
     * Brings back what was before, from wherever the rollback stands.
     *
     * @throws RefusedException if it was undone already, or another job of the learner runs since
     */
    public RollbackState undo(RollbackState from) throws IOException {
        if (from instanceof RollbackState.Undone) {
            throw new RefusedException("Rollback " + from.plan().id() + " was undone already.");
        }
        RollbackState at = from instanceof RollbackState.Failed failed ? failed.at() : from;
        oneJob.refuseOthers(from.plan(), jobs(at));
        try {
            boolean again = at != from && at instanceof RollbackState.Undoing;
            return resume(written(again ? again(at) : undoing(at)));
        } catch (StepFailedException e) {
            return written(new RollbackState.Failed(from.plan(), at, e.getMessage()));
        }
    }

    /** Those that the rollback stopped or submitted. */
    private static Set<String> jobs(RollbackState state) {
        Set<String> jobs = new HashSet<>();
        jobs.add(state.plan().jobId());
        if (state instanceof RollbackState.Restored restored) {
            jobs.add(restored.jobId());
        } else if (state instanceof RollbackState.Verified verified) {
            jobs.add(verified.jobId());
        } else if (state instanceof RollbackState.Undoing undoing) {
            jobs.add(undoing.restoredJobId());
            jobs.add(undoing.jobId());
        }
        return jobs;
    }

    private RollbackState undoing(RollbackState from) {
        RollbackPlan plan = from.plan();
        if (from instanceof RollbackState.Undoing) {
            return from;
        }
        if (from instanceof RollbackState.Verified verified) {
            return new RollbackState.Undoing(
                    plan, verified.wayBack(), verified.jobId(), jobIds.get());
        }
        if (from instanceof RollbackState.Restored restored) {
            return new RollbackState.Undoing(
                    plan, restored.wayBack(), restored.jobId(), jobIds.get());
        }
        if (from instanceof RollbackState.Stopped stopped) {
            boolean runs = stopped.wayBack() == null && cluster.isActive(plan.jobId());
            String wayBack = stopped.wayBack();
            if (!runs && wayBack == null) {
                wayBack = cluster.stop(plan.jobId(), plan.stopDirectory());
            }
            return new RollbackState.Undoing(plan, wayBack, null, runs ? null : jobIds.get());
        }
        return new RollbackState.Undoing(plan, null, null, null);
    }

    private void undo(RollbackState.Undoing undoing) throws IOException {
        RollbackPlan plan = undoing.plan();
        boolean stopped = undoing.wayBack() != null;
        if (undoing.restoredJobId() != null) {
            cluster.cancel(undoing.restoredJobId());
        }
        // Once the job is there again, what is served is its own affair.
        if (!stopped || !cluster.isActive(undoing.jobId())) {
            for (AliasMove move : plan.aliases()) {
                served.undo(move, "rollback " + plan.id() + " undone");
            }
        }
        if (stopped) {
            oneJob.submit(
                    plan,
                    new Cluster.Job(
                            undoing.jobId(),
                            plan.jar(),
                            plan.jobArguments(),
                            undoing.wayBack(),
                            false));
            awaitCheckpoint(undoing.jobId());
        }
    }

    private RollbackState written(RollbackState state) throws IOException {
        journal.write(state);
        watcher.accept(state);
        return state;
    }
}
