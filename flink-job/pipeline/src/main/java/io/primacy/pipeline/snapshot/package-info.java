/**
 * Models on their way out, first phase: what the learner's operator emits at a barrier is staged as
 * files that nobody is pointed to yet. Start at {@link io.primacy.pipeline.snapshot.SnapshotSink}.
 */
package io.primacy.pipeline.snapshot;
