package io.primacy.local.savepoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for what is unpacked, gone afterwards. */
final class Scratch implements AutoCloseable {
    private final Path directory;

    Scratch() throws IOException {
        this.directory = Files.createTempDirectory("primacy-savepoint");
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
