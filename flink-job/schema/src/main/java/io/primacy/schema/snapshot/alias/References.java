package io.primacy.schema.snapshot.alias;

import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What keeps a model's versions from being removed, beside aliases: {@code
 * MODEL/references/NAME.json}, one file for each who keeps some, so that two of them never write
 * the same one. A pin is a reference to one version; a savepoint's names the versions that a job
 * restored from it goes on from.
 */
public final class References {
    static final String DIRECTORY = "references";

    private static final String SUFFIX = ".json";
    private static final String PIN = "pin_";
    private static final int LARGEST = 1 << 20;

    private final ModelFiles files;

    /**
     * @param files the model's directory
     */
    public References(ModelFiles files) {
        this.files = files;
    }

    /** All of them, in the order of their names. */
    public List<Reference> list() throws IOException {
        List<Reference> references = new ArrayList<>();
        for (String file : files.list(DIRECTORY)) {
            if (file.endsWith(SUFFIX) && !file.startsWith(".")) {
                String path = DIRECTORY + "/" + file;
                byte[] json = files.read(path, LARGEST).orElse(null);
                if (json != null) {
                    references.add(AliasJson.reference(path, json));
                }
            }
        }
        return references;
    }

    /** Every version that is kept. */
    public Collection<SnapshotVersion> versions() throws IOException {
        TreeSet<SnapshotVersion> versions = new TreeSet<>();
        for (Reference reference : list()) {
            reference.versions().forEach(v -> versions.add(SnapshotVersion.parse(v)));
        }
        return versions;
    }

    /** Keeps versions under a name, instead of those that the name kept. */
    public void keep(String name, Collection<SnapshotVersion> versions, Act act)
            throws IOException {
        List<String> texts = versions.stream().sorted().map(SnapshotVersion::toString).toList();
        files.replace(
                path(name),
                AliasJson.write(
                        new Reference(name, texts, act.at().toString(), act.by(), act.reason())));
    }

    /** Ends what a name keeps; returns whether it kept something. */
    public boolean drop(String name) throws IOException {
        boolean there = files.read(path(name), LARGEST).isPresent();
        files.delete(path(name));
        return there;
    }

    /** Keeps one version. */
    public void pin(SnapshotVersion version, Act act) throws IOException {
        keep(PIN + version, List.of(version), act);
    }

    /** Ends a pin; returns whether there was one. */
    public boolean unpin(SnapshotVersion version) throws IOException {
        return drop(PIN + version);
    }

    private static String path(String name) {
        if (name == null || !name.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new SnapshotException(
                    "A reference's name is 1 to 128 letters, digits, '_' and '-', found '"
                            + name
                            + "'.");
        }
        return DIRECTORY + "/" + name + SUFFIX;
    }
}
