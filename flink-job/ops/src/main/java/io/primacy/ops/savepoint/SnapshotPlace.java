package io.primacy.ops.savepoint;

import io.primacy.schema.config.LearnerConfig;
import java.net.URI;
import java.nio.file.Path;

/** Where a learner publishes, as this process sees it. */
public final class SnapshotPlace {
    private SnapshotPlace() {}

    /**
     * The snapshot directory of a config.
     *
     * @throws IllegalArgumentException if it is on another file system than the local one
     */
    public static Path of(LearnerConfig config) {
        String directory = config.snapshot().directory();
        if (directory.startsWith("file:")) {
            return Path.of(URI.create(directory).getPath());
        }
        if (directory.matches("[a-z0-9]{2,}:.*")) {
            throw new IllegalArgumentException(
                    "snapshot.directory is '"
                            + directory
                            + "'; these commands need it as a directory of this machine: mount it.");
        }
        return Path.of(directory);
    }
}
