/**
 * The mathematics of a model that learns under a priority order, as functions of its state and a
 * mini-batch: no Flink, no Kafka, no clock, no input or output. Start at {@link
 * io.primacy.learner.PrimalDualLearner}; what must survive is {@link io.primacy.learner.Model}.
 */
package io.primacy.learner;
