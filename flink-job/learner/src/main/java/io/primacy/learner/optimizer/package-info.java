/**
 * The primal step: rules that move weights along a gradient. Start at {@link
 * io.primacy.learner.optimizer.Optimizer}.
 */
package io.primacy.learner.optimizer;
