package io.primacy.local.cluster;

/** The local Flink cluster, or the job on it, does not do what it was asked. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The innermost cause in one line, without the wrappers that Flink puts around it. */
    public static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message =
                cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
        String name = cause.getClass().getSimpleName();
        boolean named =
                message.startsWith(cause.getClass().getName())
                        || name.equals("SerializedThrowable");
        return message.isEmpty() ? name : named ? message : name + ": " + message;
    }
}
