package io.primacy.local.session;

/** A run that failed; the message says why and where the log lies. */
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
