package io.primacy.ops.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EventProducerTest {
    private final MockProducer<byte[], byte[]> mock =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EventProducer producer = new EventProducer("testing:9092", mock);

    @Test
    void recordThatTimesOutMeansTheBrokerIsGone() {
        producer.send("t", null, null, new byte[1]);

        mock.errorNext(new TimeoutException("expired"));

        assertThatThrownBy(producer::flush)
                .isInstanceOf(BrokerUnreachableException.class)
                .hasMessageContaining("testing:9092");
    }

    @Test
    void recordThatIsRefusedFailsTheNextCall() {
        producer.send("t", null, null, new byte[1]);

        mock.errorNext(new RecordTooLargeException("too large"));

        assertThatThrownBy(() -> producer.send("t", null, null, new byte[1]))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void recordThatIsTakenFailsNothing() {
        producer.send("t", null, null, new byte[1]);

        mock.completeNext();

        assertThatCode(producer::flush).doesNotThrowAnyException();
    }
}
