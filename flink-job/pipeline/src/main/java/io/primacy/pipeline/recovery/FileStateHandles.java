package io.primacy.pipeline.recovery;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.persistence.IntegerResourceVersion;
import org.apache.flink.runtime.persistence.StateHandleStore;
import org.apache.flink.runtime.state.RetrievableStateHandle;
import org.apache.flink.runtime.state.RetrievableStreamStateHandle;
import org.apache.flink.util.InstantiationUtil;

/**
 * Named objects, a file each. Nothing is locked: only the job manager that holds the {@link
 * LeaderLock} writes.
 */
final class FileStateHandles<T extends Serializable>
        implements StateHandleStore<T, IntegerResourceVersion> {
    private static final IntegerResourceVersion PRESENT = IntegerResourceVersion.valueOf(0);

    private final Path directory;

    /**
     * @param directory of these objects alone; made if missing
     */
    FileStateHandles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    @Override
    public RetrievableStateHandle<T> addAndLock(String name, T state) throws Exception {
        if (Files.exists(file(name))) {
            throw new AlreadyExistException(file(name) + " exists already.");
        }
        write(name, state);
        return getAndLock(name);
    }

    @Override
    public void replace(String name, IntegerResourceVersion expected, T state) throws Exception {
        if (!Files.exists(file(name))) {
            throw new NotExistException(file(name) + " does not exist.");
        }
        write(name, state);
    }

    private void write(String name, T state) throws IOException {
        DurableFile.write(file(name), InstantiationUtil.serializeObject(state));
    }

    @Override
    public IntegerResourceVersion exists(String name) {
        return Files.exists(file(name)) ? PRESENT : IntegerResourceVersion.notExisting();
    }

    @Override
    public RetrievableStateHandle<T> getAndLock(String name) throws Exception {
        try {
            return new RetrievableStreamStateHandle<>(
                    new org.apache.flink.core.fs.Path(file(name).toUri()), Files.size(file(name)));
        } catch (NoSuchFileException e) {
            throw new NotExistException(file(name) + " does not exist.", e);
        }
    }

    @Override
    public List<Tuple2<RetrievableStateHandle<T>, String>> getAllAndLock() throws Exception {
        List<Tuple2<RetrievableStateHandle<T>, String>> all = new ArrayList<>();
        for (String name : getAllHandles()) {
            all.add(Tuple2.of(getAndLock(name), name));
        }
        return all;
    }

    @Override
    public Collection<String> getAllHandles() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !name.endsWith(DurableFile.UNFINISHED))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public boolean releaseAndTryRemove(String name) throws IOException {
        Files.deleteIfExists(file(name));
        return true;
    }

    @Override
    public void clearEntries() throws IOException {
        for (String name : getAllHandles()) {
            Files.deleteIfExists(file(name));
        }
    }

    @Override
    public void release(String name) {}

    @Override
    public void releaseAll() {}

    @Override
    public String toString() {
        return directory.toString();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
