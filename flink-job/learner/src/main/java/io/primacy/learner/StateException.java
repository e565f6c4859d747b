package io.primacy.learner;

/** State that does not fit this release or this config; the message says what, and what to do. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateException(String message) {
        super(message);
    }
}
