package io.primacy.ops.flink;

/** A job manager has answered, with an error. */
public final class FlinkRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 400;

    private final int status;

    FlinkRefusedException(String request, int status, String answer) {
        super("Flink refused " + request + " (" + status + "): " + shortened(answer));
        this.status = status;
    }

    /** The HTTP status, 404 for what does not exist; 0 if an operation was accepted and failed. */
    public int status() {
        return status;
    }

    /** The first lines of what may be a long stack trace. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\\\n\\\\t?at .*", "").replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
