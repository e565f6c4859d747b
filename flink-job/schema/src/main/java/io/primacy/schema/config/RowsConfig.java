package io.primacy.schema.config;

/**
 * Embedding rows.
 *
 * @param memoryBytes heap the working set of one subtask may take, over all its models
 */
public record RowsConfig(long memoryBytes) {}
