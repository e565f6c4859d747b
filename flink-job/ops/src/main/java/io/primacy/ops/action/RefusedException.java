package io.primacy.ops.action;

/** It was not done because a rule forbids it; the message says which and what to do instead. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal in words. */
    public RefusedException(String message) {
        super(message);
    }
}
