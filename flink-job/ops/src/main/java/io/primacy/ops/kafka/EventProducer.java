package io.primacy.ops.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces events, idempotently and in batches. The first record that the broker does not take
 * fails the next call.
 */
public final class EventProducer implements AutoCloseable {
    /** Longest record that is sent, bytes. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private final String bootstrapServers;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    EventProducer(String bootstrapServers, Producer<byte[], byte[]> producer) {
        this.bootstrapServers = bootstrapServers;
        this.producer = producer;
    }

    /** A producer for a cluster that has answered. */
    public static EventProducer open(BrokerConnection connection) {
        Properties properties = new Properties();
        properties.putAll(connection.clientProperties());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_RECORD_BYTES));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "8000");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "9000");
        return new EventProducer(
                connection.bootstrapServers(),
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * Sends one event, without waiting for it.
     *
     * @param timestampMillis the record's timestamp, ms since 1970; {@code null}: now
     * @param key partitions by it; {@code null}: none
     * @throws BrokerUnreachableException if an earlier record could not be delivered in time
     * @throws KafkaException if the broker refused an earlier record
     */
    public void send(String topic, Long timestampMillis, byte[] key, byte[] value) {
        check();
        try {
            // The callback hears of failures; the future would tell the same.
            Future<RecordMetadata> unused =
                    producer.send(
                            new ProducerRecord<>(topic, null, timestampMillis, key, value),
                            (metadata, exception) -> {
                                if (exception != null) {
                                    failure.compareAndSet(null, exception);
                                }
                            });
        } catch (TimeoutException e) {
            throw new BrokerUnreachableException(bootstrapServers, e);
        }
    }

    /** Waits until the broker has taken everything sent; fails as {@link #send} does. */
    public void flush() {
        producer.flush();
        check();
    }

    private void check() {
        Exception exception = failure.get();
        if (exception instanceof RetriableException) {
            throw new BrokerUnreachableException(bootstrapServers, exception);
        }
        if (exception != null) {
            throw new KafkaException(
                    "The broker refused an event: " + exception.getMessage(), exception);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
