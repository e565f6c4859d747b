package io.primacy.schema.event;

/** What became of one record: an example, or a dead letter that says why not. */
public sealed interface ParseResult {

    /** The record can be learned from. */
    record Parsed(Example example) implements ParseResult {}

    /** The record cannot be used. */
    record Rejected(DeadLetter deadLetter) implements ParseResult {}
}
