package io.primacy.ops.watch;

import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.BrokerUnreachableException;
import io.primacy.ops.kafka.TopicReader;
import io.primacy.ops.room.Room;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** One look at the metrics topic, from some time back to its present end. */
public final class Glance {
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(500);

    private Glance() {}

    /**
     * Puts what was reported into the room.
     *
     * @param since how far back
     * @throws BrokerUnreachableException if the broker stops answering
     */
    public static void at(BrokerConnection broker, Topics topics, Room room, Duration since) {
        Intake intake = new Intake(topics, room);
        try (TopicReader reader = TopicReader.open(broker.clientProperties(), ANSWER)) {
            List<TopicPartition> partitions = reader.partitions(topics.metrics());
            Map<TopicPartition, Long> ends = reader.ends(partitions);
            Map<TopicPartition, Long> from =
                    reader.offsetsAt(partitions, room.now() - since.toMillis());
            from.entrySet().removeIf(e -> e.getValue() >= ends.get(e.getKey()));
            if (from.isEmpty()) {
                return;
            }
            reader.start(from);
            while (from.keySet().stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
                reader.pollOrAsk(POLL, intake::take);
            }
        } catch (TimeoutException e) {
            throw new BrokerUnreachableException(broker.bootstrapServers(), e);
        }
    }
}
