package io.primacy.ops.rollback;

/** States in words. */
public final class StateWords {
    private StateWords() {}

    /** What the state says beside its name; begins with a colon, or is empty. */
    public static String of(RollbackState state) {
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

    /** What went wrong, and what can be done about it. */
    public static String failure(RollbackState.Failed failed) {
        return "Rollback %s failed at %s: %s %s"
                .formatted(failed.plan().id(), failed.at().name(), failed.reason(), wayOut(failed));
    }

    private static String wayOut(RollbackState.Failed failed) {
        boolean untouched =
                failed.at() instanceof RollbackState.Stopped stopped && stopped.wayBack() == null;
        return (untouched
                        ? "latest is back at the savepoint's version and held."
                        : "The served version is the savepoint's.")
                + " Try again with rollback --resume, or bring back what was before with rollback --undo.";
    }
}
