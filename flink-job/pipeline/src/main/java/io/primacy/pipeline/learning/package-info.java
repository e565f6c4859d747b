/**
 * The keyed operator around the learner: when a batch is learned, when a model is published, what
 * is reported. No arithmetic. Start at {@link io.primacy.pipeline.learning.LearnerOperator}.
 */
package io.primacy.pipeline.learning;
