package io.primacy.ops.savepoint;

import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.savepoint.SavepointException;
import io.primacy.schema.savepoint.SavepointJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The savepoints of a directory, each with its entry beside it:
 *
 * <pre>
 *   savepoint-ID/         Flink's: _metadata and the state
 *   savepoint-ID.json     what it is; written last, removed first
 *   rollbacks/            journals of rollbacks
 * </pre>
 *
 * A savepoint without an entry is not in the catalogue: it was not completed by these commands.
 */
public final class SavepointCatalogue {
    private static final String PREFIX = "savepoint-";
    private static final String SUFFIX = ".json";
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9-]{0,79}";

    private final Path directory;

    /**
     * @param directory where Flink writes savepoints, as this process sees it
     */
    public SavepointCatalogue(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** The id of a savepoint, from its directory's name or URI. */
    public static String idOf(String location) {
        String path = location.replaceAll("/+$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        return requireId(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
    }

    /**
     * The id, if it can be one: it leads nowhere else.
     *
     * @throws SavepointException if it cannot
     */
    public static String requireId(String id) {
        if (!id.matches(ID)) {
            throw new SavepointException(
                    "A savepoint's id is letters, digits and '-', as `savepoint list` shows it,"
                            + " found '"
                            + id
                            + "'.",
                    null);
        }
        return id;
    }

    /** All entries, newest first. */
    public List<SavepointEntry> list() throws IOException {
        List<SavepointEntry> entries = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return entries;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
                    read(file).ifPresent(entries::add);
                }
            }
        }
        entries.sort(Comparator.comparing(SavepointEntry::time).reversed());
        return entries;
    }

    /** The entry of that id, if there is one. */
    public Optional<SavepointEntry> find(String id) throws IOException {
        return read(entryFile(id));
    }

    private static Optional<SavepointEntry> read(Path file) throws IOException {
        try {
            return Optional.of(SavepointJson.read(file.toString(), Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes an entry, over the one that may be there. */
    public void put(SavepointEntry entry) throws IOException {
        DurableFile.write(entryFile(entry.id()), SavepointJson.write(entry));
    }

    /** Removes a savepoint: its entry first, then its files, then what was kept for it. */
    public void remove(String id) throws IOException {
        Path savepoint = savepoint(id);
        Optional<SavepointEntry> entry = find(id);
        Files.deleteIfExists(entryFile(id));
        if (Files.isDirectory(savepoint)) {
            try (Stream<Path> files = Files.walk(savepoint)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        if (entry.isPresent()) {
            new KeptVersions(entry.get()).drop();
        }
    }

    /** Where the files of a savepoint are. */
    public Path savepoint(String id) {
        return directory.resolve(PREFIX + requireId(id));
    }

    private Path entryFile(String id) {
        return directory.resolve(PREFIX + requireId(id) + SUFFIX);
    }
}
