package io.primacy.ops.room.model;

/**
 * Something that happened to a model.
 *
 * @param kind what
 * @param at when, ms since 1970
 * @param name a version, a savepoint, an alias
 * @param detail in words
 */
public record Mark(Kind kind, long at, String name, String detail) {
    /** What can happen. */
    public enum Kind {
        SNAPSHOT,
        SAVEPOINT,
        RESTORE,
        ROLLBACK,
        ALIAS,
        GATE
    }
}
