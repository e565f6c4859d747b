package io.primacy.schema.config;

import java.time.Duration;

/**
 * Progressive validation.
 *
 * @param window events that the sliding window covers
 * @param interval wall-clock time between two reports of a model that has learned something
 */
public record MetricsConfig(long window, Duration interval) {}
