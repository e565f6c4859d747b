package io.primacy.schema.snapshot.alias;

import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A model's directory on the local file system. Files are replaced atomically and durably. */
public final class LocalModelFiles implements ModelFiles {
    private final Path directory;

    /**
     * @param root the snapshot directory
     * @param modelDirectory name of the model's directory in it
     * @throws SnapshotException if that is not a model's directory name
     */
    public LocalModelFiles(Path root, String modelDirectory) {
        this.directory = root.resolve(SnapshotLayout.requireModelDirectory(modelDirectory));
    }

    @Override
    public Optional<byte[]> read(String path, int largest) throws IOException {
        Path file = directory.resolve(path);
        try {
            long size = Files.size(file);
            if (size > largest) {
                throw new SnapshotException(
                        file + ": must have at most " + largest + " bytes, found " + size + ".");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Path whole =
                file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(directory.resolve(path));
    }

    @Override
    public List<String> list(String path) throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve(path))) {
            return entries.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
