package io.primacy.schema.snapshot.alias;

import java.time.Instant;

/**
 * Who did something, when and why, as histories tell it.
 *
 * @param at when
 * @param by who or what did it, such as {@value #JOB} or a user's name
 * @param reason why, in one line; may be empty
 */
public record Act(Instant at, String by, String reason) {
    /** What the job does in the course of things is done by this. */
    public static final String JOB = "job";

    /** What the job does in the course of things. */
    public static Act ofJob(Instant at, String reason) {
        return new Act(at, JOB, reason);
    }
}
