package io.primacy.ops.kafka;

import io.primacy.ops.flink.Polling;
import io.primacy.schema.config.EventsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a learner. */
public final class Topics {
    private static final String FOR_EVER = "-1";

    /** What a broker takes in one request, unless its socket.request.max.bytes says otherwise. */
    private static final String LONGEST_REQUEST = Integer.toString(100 << 20);

    private static final long METRICS_RETENTION_MILLIS = Duration.ofDays(7).toMillis();

    private static final Duration KNOWN = Duration.ofSeconds(10);

    private final BrokerConnection connection;

    Topics(BrokerConnection connection) {
        this.connection = connection;
    }

    /**
     * Creates those of a learner's topics that are missing; existing ones stay as they are.
     *
     * <p>Impressions and dead letters are kept for ever: their records carry the event's own time,
     * and a broker that deletes by age would drop a replayed old file within minutes. Whoever wants
     * them bounded creates the topics beforehand. A dead letter may be longer than the event was:
     * it has headers, and is packed otherwise. Metrics are kept for a week; of the snapshots'
     * announcements the last per model stays.
     *
     * @param partitions of the impressions, ≥ 1; with one, offset order is file order
     * @return the names created
     */
    public List<String> createMissing(EventsConfig events, int partitions) {
        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        wanted.put(events.topic(), topic(events.topic(), partitions, kept()));
        wanted.put(events.deadLetterTopic(), topic(events.deadLetterTopic(), 1, deadLetters()));
        wanted.put(
                events.metricsTopic(),
                topic(
                        events.metricsTopic(),
                        1,
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(METRICS_RETENTION_MILLIS))));
        wanted.put(
                events.snapshotsTopic(),
                topic(
                        events.snapshotsTopic(),
                        1,
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT)));
        Set<String> present = connection.await(connection.admin().listTopics().names());
        wanted.keySet().removeAll(present);
        List<String> created = new ArrayList<>();
        Map<String, KafkaFuture<Void>> answers =
                connection.admin().createTopics(wanted.values()).values();
        answers.forEach(
                (name, answer) -> {
                    if (create(answer)) {
                        created.add(name);
                    }
                });
        Polling.await("The broker's own knowledge of its new topics", KNOWN, () -> known(created));
        return created;
    }

    /** A topic that was just created may be unknown to the broker that is asked next. */
    private Optional<Boolean> known(List<String> names) {
        try {
            boolean led =
                    connection
                            .await(connection.admin().describeTopics(names).allTopicNames())
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.leader() != null);
            return led ? Optional.of(true) : Optional.empty();
        } catch (BrokerUnreachableException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Another process may have been quicker; that is as good. */
    private boolean create(KafkaFuture<Void> answer) {
        try {
            connection.await(answer);
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    private static Map<String, String> deadLetters() {
        Map<String, String> settings = new LinkedHashMap<>(kept());
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LONGEST_REQUEST);
        return settings;
    }

    private static Map<String, String> kept() {
        return Map.of(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
    }
}
