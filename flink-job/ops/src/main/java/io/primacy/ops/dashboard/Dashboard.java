package io.primacy.ops.dashboard;

import io.primacy.ops.action.Publications;
import io.primacy.ops.room.Room;
import io.primacy.ops.watch.FlinkApi;
import io.primacy.ops.watch.FlinkWatch;
import io.primacy.ops.watch.TopicWatch;
import io.primacy.ops.web.DashboardServer;
import io.primacy.ops.web.api.DeadLetterArchive;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** A running dashboard: its sources fill a room, its server shows it. */
public final class Dashboard implements AutoCloseable {
    /** Models that are remembered. */
    static final int MODELS = 5000;

    /** Of them, those that are remembered by the second: about 250 KB each with two tasks. */
    static final int FINE_MODELS = 200;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final DashboardServer server;

    private Dashboard(DashboardOptions options, Clock clock) {
        Room room = new Room(clock, MODELS, FINE_MODELS);
        server =
                DashboardServer.start(
                        room,
                        new DeadLetterArchive(options.kafka(), options.topics().deadLetters()),
                        options.snapshots() == null ? null : new Publications(options.snapshots()),
                        options.desk(),
                        options.web());
        opened.push(server);
        opened.push(TopicWatch.start(options.kafka(), options.topics(), room));
        if (options.flink() != null) {
            opened.push(FlinkWatch.start(new FlinkApi(options.flink()), room));
        }
    }

    /**
     * Starts one; neither Kafka nor Flink need be there yet.
     *
     * @throws io.primacy.ops.web.PortTakenException if something else listens on its port
     */
    public static Dashboard start(DashboardOptions options, Clock clock) {
        return new Dashboard(options, clock);
    }

    /** Where the page is. */
    public URI address() {
        return server.address();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("The dashboard did not end: " + e.getMessage(), e);
            }
        }
    }
}
