/**
 * {@code evaluate}: the learner's own code over a file, without Flink, beside the baselines that it
 * must beat. Start at {@link io.primacy.local.evaluate.EvaluateCommand}.
 */
package io.primacy.local.evaluate;
