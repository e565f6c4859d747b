package io.primacy.ops.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An event producer that keeps what it is given. */
public final class TestingProducers {
    private final MockProducer<byte[], byte[]> kept =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EventProducer producer = new EventProducer("testing:9092", kept);

    public EventProducer producer() {
        return producer;
    }

    public List<String> values() {
        return kept.history().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    public List<Long> timestamps() {
        return kept.history().stream().map(ProducerRecord::timestamp).collect(Collectors.toList());
    }

    public boolean flushed() {
        return kept.flushed();
    }
}
