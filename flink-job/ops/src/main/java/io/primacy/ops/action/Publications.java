package io.primacy.ops.action;

import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Act;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.Refusals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The snapshot directory: which versions there are, which are served, and serving another. */
public final class Publications {
    private static final int VERSIONS = 30;

    private final Path directory;
    private final SnapshotReader reader;

    /**
     * @param directory where models are published; need not exist yet
     */
    public Publications(Path directory) {
        this.directory = directory;
        this.reader = new SnapshotReader(directory);
    }

    /**
     * What is published of a model; a version without a readable manifest is left out.
     *
     * @param model model key
     */
    public Published of(String model) throws IOException {
        String place = SnapshotLayout.modelDirectory(model);
        List<SnapshotVersion> all = new ArrayList<>(reader.versions(place));
        List<Published.Version> newest = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && newest.size() < VERSIONS; i--) {
            try {
                Manifest manifest = reader.manifest(place, all.get(i));
                long bytes = manifest.files().stream().mapToLong(Manifest.File::bytes).sum();
                newest.add(
                        new Published.Version(
                                manifest.version(), manifest.kind(), manifest.learned(), bytes));
            } catch (SnapshotException e) {
                // Being removed, or not whole: nobody should serve it.
                continue;
            }
        }
        return new Published(
                aliases(place).list(),
                newest,
                new Refusals(new LocalModelFiles(directory, place)).list());
    }

    /**
     * Points an alias to a version that is whole.
     *
     * @param model model key
     * @param alias the alias
     * @param version the version, {@code epoch-sequence}
     * @param hold whether the job must not move it on
     * @param act who, when, why
     * @return where the alias points now
     * @throws RefusedException if there is no such version or it is broken
     * @throws SnapshotException if the alias cannot have that name
     */
    public Alias promote(String model, String alias, String version, boolean hold, Act act)
            throws IOException {
        String place = SnapshotLayout.modelDirectory(model);
        Alias.requireName(alias);
        SnapshotVersion wanted = SnapshotVersion.parse(version);
        if (!reader.versions(place).contains(wanted)) {
            throw new RefusedException("There is no version %s of this model.".formatted(wanted));
        }
        List<String> defects = reader.verify(place, wanted);
        if (!defects.isEmpty()) {
            throw new RefusedException(
                    "Version %s is broken and %s stays where it is: %s"
                            .formatted(wanted, alias, String.join(" ", defects)));
        }
        Aliases aliases = aliases(place);
        if (hold) {
            aliases.hold(alias, wanted, null, act);
        } else {
            aliases.move(alias, wanted, act);
        }
        return aliases.alias(alias).orElseThrow();
    }

    /** Lets the job move an alias on again; whether it was held. */
    public boolean release(String model, String alias) throws IOException {
        return aliases(SnapshotLayout.modelDirectory(model)).release(Alias.requireName(alias));
    }

    private Aliases aliases(String place) {
        return new Aliases(new LocalModelFiles(directory, place));
    }
}
