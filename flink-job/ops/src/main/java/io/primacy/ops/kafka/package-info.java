/**
 * What the commands need of Kafka: reaching it, its topics, its offsets, producing. Start at {@link
 * io.primacy.ops.kafka.BrokerConnection}.
 */
package io.primacy.ops.kafka;
