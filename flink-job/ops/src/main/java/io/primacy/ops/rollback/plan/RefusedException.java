package io.primacy.ops.rollback.plan;

/** A rollback would go wrong, or another one is under way; nothing was touched. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
