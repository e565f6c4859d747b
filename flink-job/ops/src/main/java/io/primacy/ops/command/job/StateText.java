package io.primacy.ops.command.job;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.flink.FlinkUnreachableException;
import io.primacy.ops.rollback.Journal;
import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.rollback.StateWords;
import java.io.IOException;

/** States in words. */
final class StateText {
    private StateText() {}

    /** What the state says beside its name. */
    static String of(RollbackState state) {
        return StateWords.of(state);
    }

    /** How a failed rollback ends the command. */
    static CommandException failure(RollbackState.Failed failed) {
        return CommandException.failed(StateWords.failure(failed), null);
    }

    /** How the command ends where the cluster does not answer. */
    static CommandException unreachable(
            Journal journal, String learner, FlinkUnreachableException cause) throws IOException {
        String stands =
                journal.open(learner)
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
