package io.primacy.ops.command.job;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.flink.FlinkUnreachableException;
import io.primacy.ops.rollback.Journal;
import io.primacy.ops.rollback.RollbackState;
import java.io.IOException;

/** States in words. */
final class StateText {
    private StateText() {}

    /** What the state says beside its name. */
    static String of(RollbackState state) {
        if (state instanceof RollbackState.AliasMoved) {
            return ": latest moves back";
        }
        if (state instanceof RollbackState.Stopped stopped) {
            return stopped.wayBack() == null
                    ? ": job " + stopped.plan().jobId() + " stops"
                    : ": it left " + stopped.wayBack();
        }
        if (state instanceof RollbackState.Restored restored) {
            return ": job " + restored.jobId() + " is submitted";
        }
        if (state instanceof RollbackState.Verified verified) {
            return ": job " + verified.jobId() + " " + verified.findings();
        }
        if (state instanceof RollbackState.Undoing undoing && undoing.wayBack() != null) {
            return ": job " + undoing.jobId() + " is submitted from " + undoing.wayBack();
        }
        if (state instanceof RollbackState.Undone undone) {
            return ": job " + undone.jobId() + " runs";
        }
        return "";
    }

    /** What can be done about a failure. */
    private static String wayOut(RollbackState.Failed failed) {
        boolean untouched =
                failed.at() instanceof RollbackState.Stopped stopped && stopped.wayBack() == null;
        return (untouched
                        ? "latest is back at the savepoint's version and held."
                        : "The served version is the savepoint's.")
                + " Try again with rollback --resume, or bring back what was before with rollback --undo.";
    }

    /** How a failed rollback ends the command. */
    static CommandException failure(RollbackState.Failed failed) {
        return CommandException.failed(
                "Rollback %s failed at %s: %s %s"
                        .formatted(
                                failed.plan().id(),
                                failed.at().name(),
                                failed.reason(),
                                wayOut(failed)),
                null);
    }

    /** How the command ends where the cluster does not answer. */
    static CommandException unreachable(Journal journal, FlinkUnreachableException cause)
            throws IOException {
        String stands =
                journal.open()
                        .map(
                                s ->
                                        " Rollback "
                                                + s.plan().id()
                                                + " stands at "
                                                + s.name()
                                                + "; go on with --resume or --undo.")
                        .orElse(" Nothing was touched.");
        return CommandException.unreachable(cause.getMessage() + stands, cause);
    }
}
