package io.primacy.pipeline.state;

/** What a subtask's models read from state and wrote to it so far. */
final class RowCounts {
    long lookups;
    long reads;
    long writtenRows;
    long writtenBytes;
    long expiredRows;
}
