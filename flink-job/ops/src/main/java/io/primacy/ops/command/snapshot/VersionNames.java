package io.primacy.ops.command.snapshot;

import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Reference;
import java.util.List;

/** What a version is known by. */
final class VersionNames {
    private VersionNames() {}

    /** Names of the aliases that point to it. */
    static List<String> aliases(List<Alias> aliases, SnapshotVersion version) {
        return aliases.stream()
                .filter(a -> a.version().equals(version.toString()))
                .map(Alias::alias)
                .toList();
    }

    /** Names of the references that keep it. */
    static List<String> references(List<Reference> references, SnapshotVersion version) {
        return references.stream()
                .filter(r -> r.versions().contains(version.toString()))
                .map(Reference::name)
                .toList();
    }
}
