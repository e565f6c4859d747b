/**
 * Events in: records of a Kafka topic, raw, then parsed into examples or set aside as dead letters.
 * Start at {@link io.primacy.pipeline.source.ParseFunction}.
 */
package io.primacy.pipeline.source;
