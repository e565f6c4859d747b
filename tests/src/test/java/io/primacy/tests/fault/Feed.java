package io.primacy.tests.fault;

import io.primacy.local.traffic.TrafficSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces the workload's events into one partition, in order and each once, also over a broker
 * that is away for minutes.
 */
final class Feed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String topic;
    private final TrafficSimulator traffic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Feed(String bootstrapServers, String topic, TrafficSimulator traffic) {
        this.topic = topic;
        this.traffic = traffic;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                (int) PATIENCE.toMillis(),
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                (int) PATIENCE.toMillis(),
                                // A broker knows the last batches of a producer only: with one
                                // on the way, one that is sent again is always known.
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                1),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /**
     * Produces the next events, on a thread of its own.
     *
     * @param events how many
     * @param perSecond how fast; infinite: as fast as it goes
     * @return done once the broker has them
     */
    Future<?> send(int events, double perSecond) {
        return thread.submit(
                () -> {
                    long start = System.nanoTime();
                    for (int i = 0; i < events; i++) {
                        long due = start + (long) (i / perSecond * TimeUnit.SECONDS.toNanos(1));
                        while (System.nanoTime() < due) {
                            LockSupport.parkNanos(due - System.nanoTime());
                        }
                        producer.send(
                                new ProducerRecord<>(topic, 0, null, null, traffic.next()),
                                (metadata, exception) -> {
                                    if (exception != null) {
                                        failure.compareAndSet(null, exception);
                                    }
                                });
                    }
                    producer.flush();
                    if (failure.get() != null) {
                        throw failure.get();
                    }
                    return null;
                });
    }

    /** Produces the next events and waits until the broker has them. */
    void sendNow(int events) throws InterruptedException, ExecutionException {
        send(events, Double.POSITIVE_INFINITY).get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
