package io.primacy.pipeline.source;

import java.io.Serializable;

/**
 * A stretch of time whose events are left out: those whose Kafka record timestamp lies in it.
 *
 * @param fromMillis first timestamp that is left out, ms since 1970
 * @param toMillis first timestamp after it that is not
 */
public record SkippedTime(long fromMillis, long toMillis) implements Serializable {

    public SkippedTime {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException(
                    "Skipped time " + fromMillis + ".." + toMillis + " ends before it begins.");
        }
    }

    /** Whether a record with that timestamp is left out. */
    public boolean contains(long timestampMillis) {
        return timestampMillis >= fromMillis && timestampMillis < toMillis;
    }

    /**
     * Reads {@code FROM..TO}, both ms since 1970.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static SkippedTime parse(String text) {
        String[] ends = text.split("\\.\\.", -1);
        try {
            if (ends.length == 2) {
                return new SkippedTime(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule(text), e);
        }
        throw new IllegalArgumentException(rule(text));
    }

    private static String rule(String text) {
        return "'" + text + "' is not FROM..TO in ms since 1970";
    }

    @Override
    public String toString() {
        return fromMillis + ".." + toMillis;
    }
}
