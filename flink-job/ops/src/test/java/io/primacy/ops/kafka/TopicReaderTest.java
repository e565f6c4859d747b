package io.primacy.ops.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Long> taken = new ArrayList<>();

    @Test
    void aBrokerThatIsGoneEndsTheWaitForItsRecords() {
        TopicReader reader = reader(Duration.ZERO);
        consumer.addRecord(new ConsumerRecord<>("t", 0, 0, null, new byte[0]));
        consumer.setOffsetsException(new TimeoutException("no broker"));

        assertThat(reader.pollOrAsk(Duration.ZERO, r -> taken.add(r.offset()))).isEqualTo(1);
        assertThatThrownBy(() -> reader.pollOrAsk(Duration.ZERO, r -> taken.add(r.offset())))
                .isInstanceOf(TimeoutException.class);

        assertThat(taken).containsExactly(0L);
    }

    @Test
    void aBrokerThatAnswersOrWasHeardLatelyMayBeSilent() {
        TopicReader answers = reader(Duration.ZERO);
        assertThat(answers.pollOrAsk(Duration.ZERO, r -> taken.add(r.offset()))).isZero();

        TopicReader heard = reader(Duration.ofHours(1));
        consumer.setOffsetsException(new TimeoutException("no broker"));
        assertThat(heard.pollOrAsk(Duration.ZERO, r -> taken.add(r.offset()))).isZero();
    }

    private TopicReader reader(Duration quiet) {
        TopicReader reader = new TopicReader(consumer, Duration.ofSeconds(1), quiet);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));
        reader.start(Map.of(PARTITION, 0L));
        return reader;
    }
}
