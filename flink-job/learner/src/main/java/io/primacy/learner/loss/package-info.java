/** Losses of one task, from the network's output. Start at {@link io.primacy.learner.loss.Loss}. */
package io.primacy.learner.loss;
