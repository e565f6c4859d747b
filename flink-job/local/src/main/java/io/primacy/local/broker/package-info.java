/** A Kafka broker inside this process. Start at {@link io.primacy.local.broker.EmbeddedBroker}. */
package io.primacy.local.broker;
