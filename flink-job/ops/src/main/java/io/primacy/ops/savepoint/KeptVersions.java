package io.primacy.ops.savepoint;

import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.Reference;
import io.primacy.schema.snapshot.alias.References;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The published versions that a savepoint's models had: a rollback to it serves them, so they are
 * kept as long as it is; and where an alias or a pin says that one of them matters, the savepoint
 * is what could learn on from it.
 */
public final class KeptVersions {
    private static final String NAME = "savepoint_";

    private final SavepointEntry savepoint;
    private final Path root;
    private final List<SavepointEntry.Model> models;

    /**
     * @param savepoint whose models' versions; none where it is not known what is in it
     */
    public KeptVersions(SavepointEntry savepoint) throws IOException {
        this.savepoint = savepoint;
        boolean known =
                savepoint.snapshots() != null
                        && savepoint.snapshots().startsWith("file:")
                        && savepoint.contents() != null;
        this.root = known ? Path.of(URI.create(savepoint.snapshots())) : null;
        this.models =
                known && Files.isDirectory(root)
                        ? published(savepoint.contents().models())
                        : List.of();
    }

    private List<SavepointEntry.Model> published(List<SavepointEntry.Model> all)
            throws IOException {
        List<String> directories = new SnapshotReader(root).models();
        return all.stream()
                .filter(m -> m.version() != null)
                .filter(m -> directories.contains(SnapshotLayout.modelDirectory(m.key())))
                .toList();
    }

    /** Keeps them, whatever the snapshots' retention says. */
    public void keep(Instant now) throws IOException {
        Act act = new Act(now, "savepoint", "savepoint " + savepoint.id() + " goes on from it");
        for (SavepointEntry.Model model : models) {
            references(model)
                    .keep(
                            NAME + savepoint.id(),
                            List.of(SnapshotVersion.parse(model.version())),
                            act);
        }
    }

    /** Keeps them no longer. */
    public void drop() throws IOException {
        for (SavepointEntry.Model model : models) {
            references(model).drop(NAME + savepoint.id());
        }
    }

    /** Why somebody would miss the savepoint; empty if nobody names one of its versions. */
    public Optional<String> need() throws IOException {
        for (SavepointEntry.Model model : models) {
            for (Alias alias : new Aliases(files(model)).list()) {
                // The job moves latest on by itself.
                boolean lasting = !alias.alias().equals(Aliases.LATEST) || alias.hold() != null;
                if (lasting && alias.version().equals(model.version())) {
                    return Optional.of(
                            "alias '%s' of model '%s' points to %s, which can be learned on only from it; move the alias first (snapshot promote, snapshot release)."
                                    .formatted(alias.alias(), model.key(), model.version()));
                }
            }
            for (Reference reference : references(model).list()) {
                boolean own = reference.name().startsWith(NAME);
                if (!own && reference.versions().contains(model.version())) {
                    return Optional.of(
                            "version %s of model '%s', which can be learned on only from it, is pinned; unpin it first (snapshot unpin)."
                                    .formatted(model.version(), model.key()));
                }
            }
        }
        return Optional.empty();
    }

    private References references(SavepointEntry.Model model) {
        return new References(files(model));
    }

    private LocalModelFiles files(SavepointEntry.Model model) {
        return new LocalModelFiles(root, SnapshotLayout.modelDirectory(model.key()));
    }
}
