package io.primacy.local.data;

/** A data directory that cannot be used, or not for this. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private DataException(boolean refused, String message, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    static DataException refused(String message) {
        return new DataException(true, message, null);
    }

    static DataException failed(String message, Throwable cause) {
        return new DataException(false, message, cause);
    }

    /** Whether it could be used, but a rule forbids it. */
    public boolean isRefused() {
        return refused;
    }
}
