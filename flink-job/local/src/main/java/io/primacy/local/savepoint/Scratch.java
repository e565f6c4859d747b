package io.primacy.local.savepoint;

import io.primacy.local.data.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        DirectoryTree.delete(directory);
    }
}
