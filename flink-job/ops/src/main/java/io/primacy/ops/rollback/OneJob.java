package io.primacy.ops.rollback;

import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.plan.RollbackPlan;
import java.util.Optional;
import java.util.Set;

/** Keeps a rollback from starting a job beside another one of its learner. */
final class OneJob {
    private final Cluster cluster;

    OneJob(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Looks before anything is touched.
     *
     * @param known jobs that the rollback stops
     * @throws RefusedException if another one runs
     */
    void refuseOthers(RollbackPlan plan, Set<String> known) {
        other(plan, known)
                .ifPresent(
                        id -> {
                            throw new RefusedException(rule(plan, id));
                        });
    }

    /**
     * Submits a job, and looks again: somebody may have submitted one meanwhile.
     *
     * @throws StepFailedException if another one runs
     */
    void submit(RollbackPlan plan, Cluster.Job job) {
        other(plan, Set.of(job.id()))
                .ifPresent(
                        id -> {
                            throw new StepFailedException(rule(plan, id), null);
                        });
        cluster.submit(job);
    }

    private Optional<String> other(RollbackPlan plan, Set<String> known) {
        return cluster.active(plan.learner()).stream()
                .filter(id -> !known.contains(id))
                .findFirst();
    }

    private static String rule(RollbackPlan plan, String other) {
        return "Job %s of learner '%s' runs, and a second one would publish over its versions; cancel it first."
                .formatted(other, plan.learner());
    }
}
