package io.primacy.tests.rollback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.primacy.local.traffic.TrafficSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Simulated traffic into one partition whose records are a millisecond apart, so that an offset and
 * a record time are the same thing. Good events and poisoned ones have a simulator each: leaving
 * out the poison changes no good event.
 */
final class TimedFeed implements AutoCloseable {
    /** Record time of offset 0, ms since 1970. */
    static final long FIRST_MILLIS = 1_750_000_000_000L;

    /** Field that names the model of an event, where there are several. */
    static final String MARKET = "market";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long POISON_SEED = 666;

    private final String topic;
    private final TrafficSimulator good;
    private final TrafficSimulator poison = new TrafficSimulator(POISON_SEED);
    private final SplittableRandom coin = new SplittableRandom(POISON_SEED);
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> markets;
    private long next;

    TimedFeed(String bootstrapServers, String topic, long seed, List<String> markets) {
        this.topic = topic;
        this.markets = markets;
        this.good = new TrafficSimulator(seed);
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "enable.idempotence", true),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Events produced so far, which is the next offset. */
    long next() {
        return next;
    }

    /** Record time of an offset. */
    static long millis(long offset) {
        return FIRST_MILLIS + offset;
    }

    /** Produces events; returns once the broker has them. */
    void send(Stretch stretch) throws IOException {
        for (int i = 0; i < stretch.count(); i++) {
            byte[] event =
                    switch (stretch.labels()) {
                        case TRUE -> good.next();
                        case FLIPPED -> labelled(poison.next(), label -> 1 - label);
                        case RANDOM -> labelled(poison.next(), label -> coin.nextInt(2));
                    };
            producer.send(new ProducerRecord<>(topic, 0, millis(next), null, ofMarket(event)));
            next++;
        }
        producer.flush();
    }

    private byte[] ofMarket(byte[] event) {
        if (markets.size() == 1 || event.length == 0 || event[0] != '{') {
            return event;
        }
        String market = markets.get((int) (next % markets.size()));
        String json = new String(event, StandardCharsets.UTF_8);
        return "{\"%s\":\"%s\",%s"
                .formatted(MARKET, market, json.substring(1))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A broken event stays what it is. */
    private static byte[] labelled(byte[] event, IntUnaryOperator labels) throws IOException {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(event);
            for (String label : new String[] {"relevant", "ad_click"}) {
                if (json.path(label).isInt()) {
                    json.put(label, labels.applyAsInt(json.get(label).asInt()));
                }
            }
            return JSON.writeValueAsBytes(json);
        } catch (com.fasterxml.jackson.core.JacksonException | ClassCastException e) {
            return event;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
