package io.primacy.schema.snapshot.alias;

import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A model's aliases:
 *
 * <pre>
 *   MODEL/LATEST                  what 'latest' points to, and a newline: the newest good version
 *   MODEL/aliases/NAME            the same of any other alias
 *   MODEL/aliases/NAME.json       where it points and its history; written before the pointer
 *   MODEL/aliases/NAME.hold.json  present: the job does not move it
 * </pre>
 *
 * <p>The pointer is what readers follow; nothing relies on renaming. The hold is a file of its own,
 * which the job reads again after it has moved the alias: a hold that was set meanwhile still wins,
 * although no lock is held (object stores have none).
 */
public final class Aliases {
    /** The alias that the job moves: the newest version, unless it is held. */
    public static final String LATEST = "latest";

    /** The alias by which people usually say what is good. */
    public static final String STABLE = "stable";

    /** Moves that a history keeps; the job's own are dropped first. */
    public static final int LONGEST_HISTORY = 100;

    static final String DIRECTORY = "aliases";
    private static final String JSON = ".json";
    private static final String HOLD = ".hold.json";
    private static final int LARGEST_POINTER = 64;
    private static final int LARGEST_JSON = 1 << 20;

    private final ModelFiles files;

    /**
     * @param files the model's directory
     */
    public Aliases(ModelFiles files) {
        this.files = files;
    }

    /**
     * The version that an alias points to.
     *
     * @throws SnapshotException if the name cannot be one, or the pointer holds no version
     */
    public Optional<SnapshotVersion> version(String alias) throws IOException {
        String path = pointer(alias);
        Optional<byte[]> bytes = files.read(path, LARGEST_POINTER);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = new String(bytes.get(), StandardCharsets.UTF_8);
            return Optional.of(SnapshotVersion.parse(text.strip()));
        } catch (SnapshotException e) {
            throw new SnapshotException(path + ": " + e.getMessage(), e);
        }
    }

    /** An alias with its history; where it points is what its pointer says. */
    public Optional<Alias> alias(String alias) throws IOException {
        Optional<SnapshotVersion> version = version(alias);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Alias(
                        alias, version.get().toString(), history(alias), hold(alias).orElse(null)));
    }

    /** All aliases that point somewhere: {@code latest} first, then by name. */
    public List<Alias> list() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String file : files.list(DIRECTORY)) {
            if (!file.contains(".")) {
                names.add(Alias.requireName(file));
            }
        }
        List<Alias> aliases = new ArrayList<>();
        alias(LATEST).ifPresent(aliases::add);
        for (String name : names) {
            alias(name).ifPresent(aliases::add);
        }
        return aliases;
    }

    /** Moves an alias, or makes it. A hold goes on holding it, where it is then. */
    public void move(String alias, SnapshotVersion version, Act act) throws IOException {
        Optional<Alias.Hold> hold = hold(alias);
        if (hold.isPresent()) {
            Alias.Hold old = hold.get();
            write(
                    alias,
                    new Alias.Hold(
                            version.toString(),
                            old.untilEpoch(),
                            old.at(),
                            old.by(),
                            old.reason()));
        }
        point(alias, version, act);
    }

    /**
     * Moves an alias and holds it there: first the hold, then the alias, so that the job moves it
     * neither in between nor afterwards.
     *
     * @param untilEpoch versions of this epoch and later ones end the hold; {@code null}: somebody
     *     must {@link #release} it
     */
    public void hold(String alias, SnapshotVersion version, Integer untilEpoch, Act act)
            throws IOException {
        write(
                alias,
                new Alias.Hold(
                        version.toString(),
                        untilEpoch,
                        act.at().toString(),
                        act.by(),
                        act.reason()));
        point(alias, version, act);
    }

    /** Ends a hold; returns whether there was one. The alias stays until it is moved. */
    public boolean release(String alias) throws IOException {
        boolean held = hold(alias).isPresent();
        files.delete(path(alias, HOLD));
        Optional<SnapshotVersion> version = version(alias);
        if (held && version.isPresent()) {
            writeHistory(alias, version.get(), history(alias));
        }
        return held;
    }

    /**
     * Moves {@code latest} forward to a version that was just published, unless it is there or
     * beyond, or held against that version's epoch.
     *
     * @return whether {@code latest} points to that version now
     */
    public boolean advance(SnapshotVersion version, Act act) throws IOException {
        Optional<Alias.Hold> hold = hold(LATEST);
        if (isHeld(hold, version)) {
            return enforce(hold.get(), version, act);
        }
        Optional<SnapshotVersion> now = version(LATEST);
        if (now.isEmpty() || now.get().compareTo(version) < 0) {
            point(LATEST, version, act);
        }
        Optional<Alias.Hold> since = hold(LATEST);
        if (isHeld(since, version)) {
            return enforce(since.get(), version, act);
        }
        if (since.isPresent()) {
            release(LATEST);
        }
        return version(LATEST).filter(version::equals).isPresent();
    }

    /** Removes an alias; returns whether there was one. {@code latest} cannot be removed. */
    public boolean remove(String alias) throws IOException {
        if (Alias.requireName(alias).equals(LATEST)) {
            throw new SnapshotException(
                    "The alias 'latest' is what the job publishes and cannot be removed; move it"
                            + " with snapshot promote.");
        }
        boolean there = version(alias).isPresent();
        files.delete(pointer(alias));
        files.delete(path(alias, JSON));
        files.delete(path(alias, HOLD));
        return there;
    }

    private static boolean isHeld(Optional<Alias.Hold> hold, SnapshotVersion version) {
        return hold.isPresent() && !hold.get().endsWith(version.epoch());
    }

    /** Puts {@code latest} back where it is held, should the job have moved it meanwhile. */
    private boolean enforce(Alias.Hold hold, SnapshotVersion version, Act act) throws IOException {
        SnapshotVersion held = SnapshotVersion.parse(hold.version());
        if (!version(LATEST).filter(held::equals).isPresent()) {
            point(LATEST, held, new Act(act.at(), act.by(), "held: " + hold.reason()));
        }
        return held.equals(version);
    }

    private void point(String alias, SnapshotVersion version, Act act) throws IOException {
        List<Alias.Move> history = new ArrayList<>(history(alias));
        Alias.Move move =
                new Alias.Move(version.toString(), act.at().toString(), act.by(), act.reason());
        Alias.Move last = history.isEmpty() ? null : history.get(history.size() - 1);
        if (last == null || !last.version().equals(move.version()) || !act.by().equals(last.by())) {
            history.add(move);
        }
        if (history.size() > LONGEST_HISTORY) {
            history.remove(firstOfJob(history));
        }
        writeHistory(alias, version, history);
        files.replace(pointer(alias), (version + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void writeHistory(String alias, SnapshotVersion version, List<Alias.Move> history)
            throws IOException {
        files.replace(
                path(alias, JSON),
                AliasJson.write(
                        new Alias(alias, version.toString(), history, hold(alias).orElse(null))));
    }

    private static int firstOfJob(List<Alias.Move> history) {
        for (int i = 0; i < history.size(); i++) {
            if (Act.JOB.equals(history.get(i).by())) {
                return i;
            }
        }
        return 0;
    }

    private List<Alias.Move> history(String alias) throws IOException {
        String path = path(alias, JSON);
        Optional<byte[]> json = files.read(path, LARGEST_JSON);
        return json.isEmpty() ? List.of() : AliasJson.alias(path, json.get()).history();
    }

    private Optional<Alias.Hold> hold(String alias) throws IOException {
        String path = path(alias, HOLD);
        return files.read(path, LARGEST_JSON).map(json -> AliasJson.hold(path, json));
    }

    private void write(String alias, Alias.Hold hold) throws IOException {
        files.replace(path(alias, HOLD), AliasJson.write(hold));
    }

    private static String pointer(String alias) {
        return alias.equals(LATEST)
                ? SnapshotLayout.LATEST
                : DIRECTORY + "/" + Alias.requireName(alias);
    }

    private static String path(String alias, String suffix) {
        return DIRECTORY + "/" + Alias.requireName(alias) + suffix;
    }
}
