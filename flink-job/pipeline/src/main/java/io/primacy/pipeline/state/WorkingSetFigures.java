package io.primacy.pipeline.state;

/**
 * How the working set of a subtask fares.
 *
 * @param models models on the heap
 * @param rows rows on the heap
 * @param heapBytes heap that both take
 * @param lookups rows looked up so far, every occurrence in a batch counted
 * @param hits how many of them were on the heap
 * @param flushedRows rows written to state so far, at barriers and when they were evicted
 * @param flushedBytes bytes of those, with their ids
 * @param expiredRows rows removed from state so far because they had expired
 */
public record WorkingSetFigures(
        long models,
        long rows,
        long heapBytes,
        long lookups,
        long hits,
        long flushedRows,
        long flushedBytes,
        long expiredRows) {}
