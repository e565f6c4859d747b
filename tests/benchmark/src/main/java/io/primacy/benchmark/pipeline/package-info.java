/**
 * The whole service: events of a Kafka topic through the real job, beside the peer's bare loop.
 * Start at {@link io.primacy.benchmark.pipeline.PipelineFigures}.
 */
package io.primacy.benchmark.pipeline;
