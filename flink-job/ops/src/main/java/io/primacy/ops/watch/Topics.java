package io.primacy.ops.watch;

import java.util.List;

/**
 * The topics that learners report on.
 *
 * @param metrics progressive validation
 * @param snapshots announcements of published versions
 * @param deadLetters what could not be used
 */
public record Topics(String metrics, String snapshots, String deadLetters) {
    /** Those of a config that names none. */
    public static final Topics DEFAULT =
            new Topics("primacy-metrics", "primacy-snapshots", "primacy-dead-letters");

    List<String> names() {
        return List.of(metrics, snapshots, deadLetters);
    }
}
