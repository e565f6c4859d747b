/**
 * The Flink job: events in, models learned, snapshots, reports and dead letters out. Start at
 * {@link io.primacy.pipeline.PrimacyJob}.
 */
package io.primacy.pipeline;
