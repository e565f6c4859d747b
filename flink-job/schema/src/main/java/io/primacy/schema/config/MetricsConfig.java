package io.primacy.schema.config;

import java.time.Duration;

/**
 * Progressive validation.
 *
 * @param window events that the sliding window covers
 * @param interval wall-clock time between two reports of a model that has learned something; the
 *     first ones after a start come sooner
 */
public record MetricsConfig(long window, Duration interval) {
    static MetricsConfig read(Section s) {
        MetricsConfig metrics =
                new MetricsConfig(
                        s.whole("window", 100_000, 1, Long.MAX_VALUE),
                        s.duration("interval", Duration.ofSeconds(1), false));
        s.refuseUnknownKeys();
        return metrics;
    }
}
