package io.primacy.local.savepoint;

import io.primacy.ops.command.CommandException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of a savepoint or checkpoint, from what the user names. */
final class SavepointPath {
    private static final String METADATA = "_metadata";

    private SavepointPath() {}

    /**
     * A URI that Flink can read.
     *
     * @param given a URI with a scheme, taken as it is; or a local directory, or its metadata file
     */
    static String uri(String given) {
        if (given.matches("[a-z0-9]{2,}:.*")) {
            return URI.create(given).toString();
        }
        Path path = Path.of(given);
        if (path.endsWith(METADATA)) {
            path = path.toAbsolutePath().getParent();
        }
        if (!Files.isDirectory(path)) {
            throw CommandException.usage(
                    "'" + given + "' does not exist; name the directory of a savepoint.");
        }
        if (!Files.isRegularFile(path.resolve(METADATA))) {
            throw CommandException.usage(
                    "'"
                            + given
                            + "' is no savepoint: it has no "
                            + METADATA
                            + ". Name the directory of one savepoint, or of a checkpoint (chk-…).");
        }
        return path.toUri().toString();
    }
}
