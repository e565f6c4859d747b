package io.primacy.ops.room;

/**
 * Something that the room hears from.
 *
 * @param name such as Kafka
 * @param answers whether it answers now
 * @param since when that began, ms since 1970
 * @param detail in words: where it is, what is wrong with it
 */
public record Source(String name, boolean answers, long since, String detail) {}
