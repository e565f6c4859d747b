/**
 * Primacy in one process: a Kafka broker, a Flink cluster, the job, traffic. Start at {@link
 * io.primacy.local.Primacy}, then {@link io.primacy.local.session.LearningSession}.
 */
package io.primacy.local;
