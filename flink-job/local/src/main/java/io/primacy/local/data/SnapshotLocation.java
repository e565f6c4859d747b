package io.primacy.local.data;

import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.SnapshotConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where snapshots go when the config names a path instead of a URI. */
public final class SnapshotLocation {
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private SnapshotLocation() {}

    /** The config with an absolute snapshot directory: a relative one lies in {@code root}. */
    public static LearnerConfig resolve(LearnerConfig config, Path root) {
        SnapshotConfig snapshot = config.snapshot();
        if (SCHEME.matcher(snapshot.directory()).matches()) {
            return config;
        }
        URI directory = root.resolve(snapshot.directory()).normalize().toUri();
        return new LearnerConfig(
                config.name(),
                config.events(),
                config.features(),
                config.tasks(),
                config.model(),
                config.optimizer(),
                config.batch(),
                config.constraint(),
                config.rows(),
                config.metrics(),
                snapshot.in(directory.toString()),
                config.seed());
    }

    /** The snapshot directory for people: a path where it is local, else the URI. */
    public static String display(LearnerConfig config) {
        String directory = config.snapshot().directory();
        return directory.startsWith("file:")
                ? Path.of(URI.create(directory)).toString()
                : directory;
    }
}
