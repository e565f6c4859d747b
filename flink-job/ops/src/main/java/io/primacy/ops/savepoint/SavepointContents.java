package io.primacy.ops.savepoint;

import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads what is in a savepoint. That takes Flink, which these commands run without: the complete
 * command line brings it, the operators' own does not.
 */
@FunctionalInterface
public interface SavepointContents {
    /** Reads nothing: savepoints stay undescribed until a complete command line describes them. */
    SavepointContents UNREAD = entry -> Optional.empty();

    /**
     * Reads the savepoint of an entry.
     *
     * @return empty if this cannot read any
     * @throws IOException if this savepoint cannot be read; a job could not be restored from it
     */
    Optional<SavepointEntry.Contents> read(SavepointEntry entry) throws IOException;
}
