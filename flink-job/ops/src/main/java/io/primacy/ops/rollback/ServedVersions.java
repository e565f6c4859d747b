package io.primacy.ops.rollback;

import io.primacy.ops.rollback.plan.AliasMove;
import java.io.IOException;

/** What serving fleets follow: each model's {@code latest}. Everything may be done twice. */
public interface ServedVersions {

    /**
     * Moves {@code latest} back and holds it there until a version of the move's epoch is
     * published.
     *
     * @param reason for the history
     */
    void moveBack(AliasMove move, String reason) throws IOException;

    /**
     * Ends the hold and moves {@code latest} where it was before, from where it was moved back to
     * or what the restored job has published since.
     */
    void undo(AliasMove move, String reason) throws IOException;

    /**
     * Whether a version of the move's epoch, or a later one, is published and {@code latest} points
     * to it.
     */
    boolean hasMovedOn(AliasMove move) throws IOException;
}
