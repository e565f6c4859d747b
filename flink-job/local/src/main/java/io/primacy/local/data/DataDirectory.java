package io.primacy.local.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of a run, locked while it lasts.
 *
 * <pre>
 * kafka/        the embedded broker's data
 * checkpoints/  Flink's checkpoints
 * savepoints/   Flink's savepoints; each clean end writes one
 * snapshots/    published models, where the config says {@code directory: snapshots}
 * logs/         primacy.log
 * scratch/      worthless once the process has ended
 * origin.json   where this directory's models began
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
    private static final String METADATA = "_metadata";

    private final Path root;
    private final boolean temporary;
    private final FileChannel lockFile;
    private boolean drained;

    private DataDirectory(Path root, boolean temporary, FileChannel lockFile) {
        this.root = root;
        this.temporary = temporary;
        this.lockFile = lockFile;
    }

    /** Opens a directory that stays; creates it if it is missing. */
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw DataException.failed(
                    "Data directory '" + directory + "' cannot be created: " + e.getMessage(), e);
        }
        return new DataDirectory(root, false, lock(root));
    }

    /** Creates one of which only snapshots and logs stay. */
    public static DataDirectory temporary() {
        try {
            Path root = Files.createTempDirectory("primacy-").toAbsolutePath();
            return new DataDirectory(root, true, lock(root));
        } catch (IOException e) {
            throw DataException.failed(
                    "No temporary directory can be created: " + e.getMessage() + "; give --data.",
                    e);
        }
    }

    private static FileChannel lock(Path root) {
        Path file = root.resolve("lock");
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw DataException.refused(
                        "Data directory '"
                                + root
                                + "' is in use by another run; end that one or give another --data.");
            }
            return channel;
        } catch (IOException e) {
            throw DataException.failed(
                    "Data directory '" + root + "' cannot be written: " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    public Path broker() {
        return root.resolve("kafka");
    }

    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    public Path savepoints() {
        return root.resolve("savepoints");
    }

    public Path log() {
        return root.resolve("logs").resolve("primacy.log");
    }

    public Path scratch() {
        return root.resolve("scratch");
    }

    Path origin() {
        return root.resolve("origin.json");
    }

    /** Whether only snapshots and logs stay when this is closed. */
    public boolean isTemporary() {
        return temporary;
    }

    /**
     * The state to go on from: the savepoint or checkpoint that was completed last. A checkpoint of
     * a job that wrote its savepoint does not count: it was taken while the job ended, and a job
     * restored from it would end again at once.
     *
     * @return its directory; empty where nothing was completed yet
     */
    public Optional<Path> latestState() {
        List<Path> saved = completed(savepoints());
        List<Path> states = new ArrayList<>(saved);
        for (Path checkpoint : completed(checkpoints())) {
            String job = checkpoints().relativize(checkpoint).getName(0).toString();
            if (saved.stream().noneMatch(s -> isOf(s.getParent(), job))) {
                states.add(checkpoint);
            }
        }
        return states.stream()
                .max(Comparator.comparing(DataDirectory::completedAt))
                .map(Path::getParent);
    }

    /**
     * Flink names a savepoint after the first digits of its job's id:
     * savepoint-44108e-3cac99190659.
     */
    private static boolean isOf(Path savepoint, String job) {
        String[] parts = savepoint.getFileName().toString().split("-", -1);
        return parts.length > 1 && job.startsWith(parts[1]);
    }

    /** Says that a savepoint holds everything: checkpoints need not outlive this run. */
    public void drained() {
        drained = true;
    }

    private static List<Path> completed(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, 3)) {
            return files.filter(f -> f.getFileName().toString().equals(METADATA)).toList();
        } catch (IOException e) {
            throw DataException.failed("'" + directory + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static long completedAt(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata).toMillis();
        } catch (IOException e) {
            throw DataException.failed("'" + metadata + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Unlocks; deletes what need not stay, as far as that is possible. */
    @Override
    public void close() {
        try {
            lockFile.close();
            DirectoryTree.delete(scratch());
            if (drained || temporary) {
                DirectoryTree.delete(checkpoints());
            }
            if (temporary) {
                DirectoryTree.delete(broker());
                DirectoryTree.delete(savepoints());
                Files.deleteIfExists(origin());
                Files.deleteIfExists(root.resolve("lock"));
            }
        } catch (IOException e) {
            throw DataException.failed(
                    "Data directory '" + root + "' cannot be cleaned up: " + e.getMessage(), e);
        }
    }
}
