package io.primacy.schema.config;

import java.time.Duration;

/**
 * Embedding rows.
 *
 * @param memoryBytes heap the working set of one subtask may take, over all its models
 * @param minCount sightings after which an id has a row that trains, 1 to 255
 * @param ttl event time of a model after which a row that was not learned starts anew; zero: never
 * @param admissionMemoryBytes heap and state that one model may take to count the sightings of ids
 *     without a row; with a {@code minCount} of 1 none is taken
 */
public record RowsConfig(long memoryBytes, int minCount, Duration ttl, long admissionMemoryBytes) {

    /** Every id has a row at once and for ever. */
    public RowsConfig(long memoryBytes) {
        this(memoryBytes, 1, Duration.ZERO, 1 << 20);
    }

    static RowsConfig read(Section s) {
        RowsConfig rows =
                new RowsConfig(
                        s.bytes("memory", 512L << 20, 1 << 20, 1L << 40),
                        s.integer("min-count", 1, 1, 255),
                        s.duration("ttl", Duration.ZERO, true),
                        s.bytes("admission-memory", 1 << 20, 1 << 10, 1 << 30));
        s.refuseUnknownKeys();
        return rows;
    }
}
