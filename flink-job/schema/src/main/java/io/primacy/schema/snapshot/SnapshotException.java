package io.primacy.schema.snapshot;

/**
 * A snapshot that cannot be read or breaks a rule; the message names file, rule and what was found.
 */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotException(String message) {
        super(message);
    }

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
