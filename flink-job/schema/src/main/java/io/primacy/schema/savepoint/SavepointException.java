package io.primacy.schema.savepoint;

/** A savepoint's entry, or the savepoint itself, is not what it must be. */
public final class SavepointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SavepointException(String message, Throwable cause) {
        super(message, cause);
    }
}
