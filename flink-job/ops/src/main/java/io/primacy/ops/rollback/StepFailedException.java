package io.primacy.ops.rollback;

/** What a step asked for could not be done. */
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StepFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
