package io.primacy.schema.event;

/**
 * One impression as the learner sees it: hashed, transformed, flat. Not thread-safe to share while
 * being filled; treated as immutable once it has left the encoder.
 *
 * @param modelKey which model it belongs to
 * @param timeMillis event time, ms since 1970
 * @param partition Kafka partition it came from; −1 outside Kafka
 * @param offset Kafka offset, or the row number of a file
 * @param weight sample weight, &gt; 0
 * @param ids row ids of all categorical features, feature after feature in input order
 * @param ends for each categorical feature: one past the index in {@code ids} of its last id
 * @param numerics one per numeric feature, in input order
 * @param labels one per task, in task order; NaN where the label is missing
 */
public record Example(
        String modelKey,
        long timeMillis,
        int partition,
        long offset,
        float weight,
        long[] ids,
        int[] ends,
        float[] numerics,
        float[] labels) {}
