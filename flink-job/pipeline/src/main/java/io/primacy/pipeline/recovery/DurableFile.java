package io.primacy.pipeline.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, also after the machine has lost its power. */
final class DurableFile {
    /** Ends the names of files that are being written. */
    static final String UNFINISHED = ".tmp";

    private DurableFile() {}

    /** Writes a file, or replaces it; its directory is made if missing. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path directory = Files.createDirectories(file.getParent());
        Path unfinished = directory.resolve(file.getFileName() + UNFINISHED);
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
        sync(directory);
    }

    /** Makes the renaming itself durable. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
