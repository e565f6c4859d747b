package io.primacy.ops.action;

import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.rollback.StateWords;
import io.primacy.schema.savepoint.SavepointEntry;
import java.util.List;

/**
 * A learner's savepoints and what is being done with them.
 *
 * @param unavailable why nothing can be done from here; {@code null}: it can
 * @param savepoints the newest, newest first
 * @param rollback the last one; {@code null}: there was none
 * @param errand the last that was begun here; {@code null}: none
 */
public record Shelf(
        String unavailable, List<Kept> savepoints, LastRollback rollback, Errand errand) {
    public Shelf {
        savepoints = List.copyOf(savepoints);
    }

    /**
     * A savepoint.
     *
     * @param id in the catalogue
     * @param time when it was taken, ISO 8601
     * @param note of the operator; may be empty
     * @param bytes of all its files
     * @param learned events that the model had learned; {@code null}: it is not in it, or nobody
     *     has read yet what is
     */
    public record Kept(String id, String time, String note, long bytes, Long learned) {
        static Kept of(SavepointEntry entry, String model) {
            Long learned =
                    entry.contents() == null
                            ? null
                            : entry.contents().models().stream()
                                    .filter(m -> m.key().equals(model))
                                    .findFirst()
                                    .map(SavepointEntry.Model::learned)
                                    .orElse(null);
            return new Kept(entry.id(), entry.time(), entry.note(), entry.bytes(), learned);
        }
    }

    /**
     * Where a rollback stands.
     *
     * @param id its id
     * @param words its state, in words
     * @param open whether it can be gone on with
     * @param undone whether it was undone: nothing is left to bring back
     */
    public record LastRollback(String id, String words, boolean open, boolean undone) {
        static LastRollback of(RollbackState state) {
            String words =
                    state instanceof RollbackState.Failed failed
                            ? StateWords.failure(failed)
                            : "Rollback %s to savepoint %s: %s%s"
                                    .formatted(
                                            state.plan().id(),
                                            state.plan().savepoint(),
                                            state.name(),
                                            StateWords.of(state));
            return new LastRollback(
                    state.plan().id(),
                    words,
                    !state.isEnd(),
                    state instanceof RollbackState.Undone);
        }
    }
}
