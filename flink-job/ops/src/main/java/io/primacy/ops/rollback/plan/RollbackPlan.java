package io.primacy.ops.rollback.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Everything a rollback needs to be done, resumed or undone, without asking anybody again.
 *
 * @param id of the rollback
 * @param time when it was planned, ISO 8601
 * @param learner the config's name
 * @param savepoint id of what is gone back to
 * @param location its directory, a URI
 * @param models keys of those that go back; none: all do
 * @param offsets the choice, in words
 * @param jobId the job that runs now
 * @param jobArguments what brings that back
 * @param arguments what the restored job is submitted with
 * @param mayLeaveState whether the source's offsets in the savepoint are left unused
 * @param jar the job's jar, a path
 * @param stopDirectory where the running job leaves its own savepoint, a URI
 * @param aliases what becomes of the served versions
 * @param accounts what becomes of the events
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RollbackPlan(
        String id,
        String time,
        String learner,
        String savepoint,
        String location,
        List<String> models,
        String offsets,
        String jobId,
        List<String> jobArguments,
        List<String> arguments,
        boolean mayLeaveState,
        String jar,
        String stopDirectory,
        List<AliasMove> aliases,
        List<Account> accounts) {

    public RollbackPlan {
        models = models == null ? List.of() : List.copyOf(models);
        jobArguments = List.copyOf(jobArguments);
        arguments = List.copyOf(arguments);
        aliases = List.copyOf(aliases);
        accounts = List.copyOf(accounts);
    }

    /**
     * What the job is restored from: single models are put into the state that the job has now.
     *
     * @param wayBack what the stopped job left, a URI
     */
    public String restoredFrom(String wayBack) {
        return models.isEmpty() ? location : wayBack;
    }

    /** Whether there is anything that the restored job can learn at once. */
    public boolean hasEventsToLearn() {
        return accounts.isEmpty()
                || accounts.stream().anyMatch(a -> a.replayed() + a.learnedTwice() > 0);
    }
}
