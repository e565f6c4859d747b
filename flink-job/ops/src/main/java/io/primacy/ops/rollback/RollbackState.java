package io.primacy.ops.rollback;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.primacy.ops.rollback.plan.RollbackPlan;

/**
 * Where a rollback stands. A state is written into the journal <em>before</em> what it names is
 * done, so whoever finds it does that again: every act may be done twice.
 *
 * <pre>
 *   Planned → AliasMoved → Stopped → Restored → Verified
 *                 └───────────┴──────────┴─→ Failed → (resume) …
 *   any of them → Undoing → Undone
 * </pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RollbackState.Planned.class, name = "Planned"),
    @JsonSubTypes.Type(value = RollbackState.AliasMoved.class, name = "AliasMoved"),
    @JsonSubTypes.Type(value = RollbackState.Stopped.class, name = "Stopped"),
    @JsonSubTypes.Type(value = RollbackState.Restored.class, name = "Restored"),
    @JsonSubTypes.Type(value = RollbackState.Verified.class, name = "Verified"),
    @JsonSubTypes.Type(value = RollbackState.Failed.class, name = "Failed"),
    @JsonSubTypes.Type(value = RollbackState.Undoing.class, name = "Undoing"),
    @JsonSubTypes.Type(value = RollbackState.Undone.class, name = "Undone")
})
public sealed interface RollbackState {

    /** What it is about. */
    RollbackPlan plan();

    /** The name that people know it by. */
    @JsonIgnore
    default String name() {
        return getClass().getSimpleName();
    }

    /** Whether nothing is left to be done. */
    @JsonIgnore
    default boolean isEnd() {
        return this instanceof Verified || this instanceof Undone;
    }

    /** Nothing was done yet. */
    record Planned(RollbackPlan plan) implements RollbackState {
        AliasMoved moveAliases() {
            return new AliasMoved(plan);
        }
    }

    /** The served versions are moved back and held. */
    record AliasMoved(RollbackPlan plan) implements RollbackState {
        Stopped stop() {
            return new Stopped(plan, null);
        }
    }

    /**
     * The running job is stopped.
     *
     * @param wayBack what undoes it, a savepoint or a kept checkpoint, a URI; {@code null} until
     *     the job has left it
     */
    record Stopped(RollbackPlan plan, String wayBack) implements RollbackState {
        Stopped leaving(String found) {
            return new Stopped(plan, found);
        }

        Restored restore(String jobId) {
            return new Restored(plan, wayBack, jobId);
        }
    }

    /**
     * The job is submitted again, from the savepoint.
     *
     * @param jobId the id that it gets
     */
    record Restored(RollbackPlan plan, String wayBack, String jobId) implements RollbackState {
        Verified verified(String findings) {
            return new Verified(plan, wayBack, jobId, findings);
        }
    }

    /**
     * It runs, learns, has completed a checkpoint and published.
     *
     * @param findings in words
     */
    record Verified(RollbackPlan plan, String wayBack, String jobId, String findings)
            implements RollbackState {}

    /**
     * A step went wrong; it can be tried again, or everything undone.
     *
     * @param at the state whose act failed
     * @param reason why
     */
    record Failed(RollbackPlan plan, RollbackState at, String reason) implements RollbackState {}

    /**
     * The state before is brought back.
     *
     * @param wayBack what the job is restored from; {@code null}: it was never stopped
     * @param restoredJobId the rollback's own job, which is cancelled; {@code null}: none
     * @param jobId the id that the job gets
     */
    record Undoing(RollbackPlan plan, String wayBack, String restoredJobId, String jobId)
            implements RollbackState {
        Undone undone() {
            return new Undone(plan, wayBack == null ? plan.jobId() : jobId);
        }
    }

    /**
     * All is as it was before.
     *
     * @param jobId the job that runs
     */
    record Undone(RollbackPlan plan, String jobId) implements RollbackState {}
}
