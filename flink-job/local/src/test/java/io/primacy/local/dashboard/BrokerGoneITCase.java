package io.primacy.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.broker.EmbeddedBroker;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.EventProducer;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.Source;
import io.primacy.ops.watch.TopicWatch;
import io.primacy.ops.watch.Topics;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker that is late, goes away and comes back. */
class BrokerGoneITCase {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final EventsConfig EVENTS =
            ConfigReader.parse(
                            "test",
                            """
                            name: watched
                            events: {topic: impressions}
                            features: [{name: user}]
                            tasks: [{name: like, priority: 1}]
                            snapshot: {directory: snapshots}
                            """)
                    .events();

    @TempDir private Path directory;

    private final Room room = new Room(Clock.systemUTC(), 10, 10);

    @Test
    void theRoomSaysWhatIsMissingKeepsWhatItHeardAndGoesOn() {
        EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        String servers = broker.bootstrapServers();
        int port = URI.create("kafka://" + servers).getPort();
        try (TopicWatch watch =
                TopicWatch.start(Map.of("bootstrap.servers", servers), Topics.DEFAULT, room)) {
            await(() -> says("has no topic 'primacy-metrics' yet"));
            report(servers, 1);
            await(() -> learned() == 1 && answers());

            broker.close();
            await(() -> says("No broker answers at " + servers));
            long since = source().since();
            assertThat(learned()).isEqualTo(1);
            assertThat(source().since()).isEqualTo(since);

            broker = EmbeddedBroker.start(directory, port);
            report(servers, 2);
            await(() -> learned() == 2 && answers());
        } finally {
            broker.close();
        }
    }

    private static void report(String servers, long learned) {
        try (BrokerConnection connection = BrokerConnection.open(servers, WAIT);
                EventProducer producer = EventProducer.open(connection)) {
            connection.topics().createMissing(EVENTS, 1);
            MetricsReport report =
                    new MetricsReport(
                            "watched", "m", 1, learned, learned, 0, 0, 0, 1, 1, List.of());
            producer.send(EVENTS.metricsTopic(), null, null, ReportJson.write(report));
            producer.flush();
        }
    }

    private Source source() {
        return room.sources().get(0);
    }

    private boolean answers() {
        return source().answers();
    }

    private boolean says(String words) {
        return room.sources().stream().anyMatch(s -> !s.answers() && s.detail().contains(words));
    }

    private long learned() {
        return room.models().stream().mapToLong(m -> m.report().learned()).sum();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000L);
        }
    }
}
