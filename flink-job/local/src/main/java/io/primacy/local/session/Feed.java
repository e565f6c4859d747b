package io.primacy.local.session;

import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.EventProducer;
import io.primacy.ops.replay.EventSource;
import io.primacy.ops.replay.Replay;
import io.primacy.schema.config.EventsConfig;
import java.io.IOException;

/** Produces a source's events on a thread of its own. */
public final class Feed implements AutoCloseable {
    private static final long JOIN_MILLIS = 20_000;

    private final Thread thread;
    private volatile boolean stopped;
    private volatile Exception failure;

    private Feed(
            EventSource source, Replay.Limits limits, EventsConfig events, BrokerConnection to) {
        thread = new Thread(() -> produce(source, limits, events, to), "feed");
        thread.setDaemon(true);
    }

    /** Starts to produce. */
    static Feed start(
            EventSource source, Replay.Limits limits, EventsConfig events, BrokerConnection to) {
        Feed feed = new Feed(source, limits, events, to);
        feed.thread.start();
        return feed;
    }

    private void produce(
            EventSource source, Replay.Limits limits, EventsConfig events, BrokerConnection to) {
        try (EventProducer producer = EventProducer.open(to)) {
            new Replay(events, limits, System::nanoTime)
                    .run(source, producer, sent -> {}, () -> stopped);
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    /** Whether it still produces. */
    boolean isFeeding() {
        return thread.isAlive();
    }

    /** Fails if producing failed. */
    void check() throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
