package io.primacy.ops.rollback.site;

import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.savepoint.KeptVersions;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which savepoints must not be removed, and why. */
public final class SavepointNeeds {
    private final Map<String, String> needs;

    private SavepointNeeds(Map<String, String> needs) {
        this.needs = needs;
    }

    /** The needs of the rollbacks that are under way, and of aliases and pins. */
    public static SavepointNeeds of(SavepointCatalogue catalogue) throws IOException {
        Map<String, String> needs = new HashMap<>();
        for (RollbackState state : JournalFiles.statesOf(catalogue)) {
            if (!state.isEnd()) {
                needs.put(
                        state.plan().savepoint(),
                        "rollback %s goes back to it and stands at %s; finish that with rollback --resume or --undo."
                                .formatted(state.plan().id(), state.name()));
            }
        }
        for (SavepointEntry entry : catalogue.list()) {
            Optional<String> need = new KeptVersions(entry).need();
            need.ifPresent(reason -> needs.putIfAbsent(entry.id(), reason));
        }
        return new SavepointNeeds(needs);
    }

    /** All ids that are needed. */
    public Set<String> ids() {
        return Set.copyOf(needs.keySet());
    }

    /** Who needs a savepoint; empty if nobody does. */
    public Optional<String> of(String id) {
        return Optional.ofNullable(needs.get(id));
    }
}
