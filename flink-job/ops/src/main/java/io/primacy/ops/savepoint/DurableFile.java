package io.primacy.ops.savepoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, also after the machine has lost its power. */
public final class DurableFile {
    private static final String UNFINISHED = ".tmp";

    private DurableFile() {}

    /** Writes a file, or replaces it; its directory is made if missing. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = directory.resolve("." + file.getFileName() + UNFINISHED);
        try (FileChannel out =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel renamed = FileChannel.open(directory, StandardOpenOption.READ)) {
            renamed.force(true);
        }
    }
}
