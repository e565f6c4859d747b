package io.primacy.ops.flink;

/**
 * A job that the cluster knows.
 *
 * @param id 32 hexadecimal digits
 * @param name {@code primacy-} and the learner's name
 * @param state Flink's word: {@code RUNNING}, {@code RESTARTING}, {@code FINISHED}, …
 * @param startMillis when it was submitted, ms since 1970
 */
public record JobOverview(String id, String name, String state, long startMillis) {

    private static final String PREFIX = "primacy-";

    /** Whether it is a learner's and has not ended. */
    public boolean runs(String learner) {
        return !isEnded() && name.equals(PREFIX + learner);
    }

    /** Whether it has ended, well or not. */
    public boolean isEnded() {
        return isEnd(state);
    }

    /** Whether a job in that state has ended, well or not. */
    public static boolean isEnd(String state) {
        return switch (state) {
            case "FINISHED", "FAILED", "CANCELED", "SUSPENDED" -> true;
            default -> false;
        };
    }
}
