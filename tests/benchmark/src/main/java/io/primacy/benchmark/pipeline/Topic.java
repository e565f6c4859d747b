package io.primacy.benchmark.pipeline;

import io.primacy.benchmark.setting.JsonEvents;
import io.primacy.benchmark.setting.Setting;
import io.primacy.local.broker.EmbeddedBroker;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.EventProducer;
import io.primacy.schema.config.EventsConfig;
import java.nio.file.Path;
import java.time.Duration;

/** A broker in this process with a topic that holds all events before anybody reads them. */
final class Topic implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final EmbeddedBroker broker;
    private final BrokerConnection connection;
    private final long events;

    private Topic(EmbeddedBroker broker, long events) {
        this.broker = broker;
        this.events = events;
        connection = BrokerConnection.open(broker.bootstrapServers(), ANSWER);
    }

    /**
     * Starts a broker and fills the setting's topic.
     *
     * @param directory of the broker, empty
     * @param keys models that the events belong to, in turn
     */
    static Topic filled(Path directory, Setting setting, long events, int keys, int partitions) {
        Topic topic = new Topic(EmbeddedBroker.start(directory, 0), events);
        EventsConfig names = setting.config().events();
        topic.connection.topics().createMissing(names, partitions);
        JsonEvents json = new JsonEvents(setting, keys);
        try (EventProducer producer = EventProducer.open(topic.connection)) {
            for (long i = 0; i < events; i++) {
                producer.send(names.topic(), json.timeMillis(), null, json.next());
            }
            producer.flush();
        }
        return topic;
    }

    /** Where clients reach the broker. */
    String servers() {
        return broker.bootstrapServers();
    }

    BrokerConnection connection() {
        return connection;
    }

    /** Events in the topic. */
    long events() {
        return events;
    }

    @Override
    public void close() {
        connection.close();
        broker.close();
    }
}
