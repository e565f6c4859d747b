package io.primacy.benchmark.setting;

import io.primacy.local.data.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that belongs to one measurement. */
public final class WorkDirectory {
    private WorkDirectory() {}

    /** Makes it, or takes everything out of it. */
    public static void empty(Path directory) throws IOException {
        DirectoryTree.delete(directory);
        Files.createDirectories(directory);
    }
}
