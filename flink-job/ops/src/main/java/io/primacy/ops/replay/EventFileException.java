package io.primacy.ops.replay;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be read as events; the message names it, the line and the rule. */
public final class EventFileException extends IOException {
    private static final long serialVersionUID = 1L;

    EventFileException(Path file, String problem) {
        super("File '" + file + "' " + problem);
    }

    EventFileException(Path file, long line, String problem) {
        super("File '" + file + "', line " + line + ": " + problem);
    }

    EventFileException(Path file, String problem, Throwable cause) {
        super("File '" + file + "' " + problem, cause);
    }
}
