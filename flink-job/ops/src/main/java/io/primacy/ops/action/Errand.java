package io.primacy.ops.action;

import java.util.List;

/**
 * Something that takes its time and was begun here.
 *
 * @param name what, in words
 * @param begunAt ms since 1970
 * @param outcome how it stands
 * @param lines what it has said so far, in order
 */
public record Errand(String name, long begunAt, Outcome outcome, List<String> lines) {
    public Errand {
        lines = List.copyOf(lines);
    }

    /** How an errand stands. */
    public enum Outcome {
        UNDER_WAY,
        DONE,
        FAILED
    }
}
