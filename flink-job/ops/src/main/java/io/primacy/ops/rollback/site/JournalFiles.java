package io.primacy.ops.rollback.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.primacy.ops.rollback.Journal;
import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.savepoint.DurableFile;
import io.primacy.ops.savepoint.SavepointCatalogue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The journal below the savepoints:
 *
 * <pre>
 *   rollbacks/lock              locked while a rollback command runs
 *   rollbacks/ID.json           the rollback's state, its plan, and when it came to each state
 *   rollbacks/ID/savepoint-…    what the job left when it was stopped
 * </pre>
 */
public final class JournalFiles implements Journal {
    private static final String DIRECTORY = "rollbacks";
    private static final String SUFFIX = ".json";

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final Path directory;
    private final FileChannel lock;
    private final Clock clock;

    private JournalFiles(Path directory, FileChannel lock, Clock clock) {
        this.directory = directory;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * Opens the journal of a catalogue for writing.
     *
     * @throws RefusedException if another process has it open
     */
    public static JournalFiles open(SavepointCatalogue catalogue, Clock clock) throws IOException {
        Path directory = Files.createDirectories(catalogue.directory().resolve(DIRECTORY));
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new RefusedException(
                    "Another rollback command is running on "
                            + catalogue.directory()
                            + "; wait until it has ended.");
        }
        return new JournalFiles(directory, channel, clock);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The latest state of every rollback of a catalogue, newest rollback first. */
    public static List<RollbackState> statesOf(SavepointCatalogue catalogue) throws IOException {
        return states(catalogue.directory().resolve(DIRECTORY));
    }

    /** Where a rollback's own savepoint goes. */
    public static Path stopDirectory(SavepointCatalogue catalogue, String rollback) {
        return catalogue.directory().resolve(DIRECTORY).resolve(rollback);
    }

    @Override
    public void write(RollbackState state) throws IOException {
        Path file = file(state.plan().id());
        List<Step> steps = new ArrayList<>(Files.exists(file) ? read(file).steps() : List.of());
        steps.add(new Step(state.name(), clock.instant().toString()));
        DurableFile.write(file, JSON.writeValueAsBytes(new Entry(state, steps)));
    }

    @Override
    public List<RollbackState> states() throws IOException {
        return states(directory);
    }

    private static List<RollbackState> states(Path directory) throws IOException {
        List<RollbackState> states = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return states;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(JournalFiles::isEntry).toList()) {
                states.add(read(file).current());
            }
        }
        states.sort(Comparator.comparing((RollbackState s) -> s.plan().time()).reversed());
        return states;
    }

    private static boolean isEntry(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    private static Entry read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), Entry.class);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IOException(file + " is no rollback's journal: " + e.getOriginalMessage(), e);
        }
    }

    private Path file(String id) {
        return directory.resolve(SavepointCatalogue.requireId(id) + SUFFIX);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /**
     * A journal file.
     *
     * @param current the state it is in
     * @param steps how it came there
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(RollbackState current, List<Step> steps) {
        Entry {
            steps = Optional.ofNullable(steps).map(List::copyOf).orElse(List.of());
        }
    }

    /**
     * A state that was written.
     *
     * @param state its name
     * @param at when, ISO 8601
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Step(String state, String at) {}
}
