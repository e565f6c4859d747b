package io.primacy.ops.replay;

import io.primacy.ops.kafka.EventProducer;
import io.primacy.schema.config.EventsConfig;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Produces the events of a source into the topic of a learner, in their order. */
public final class Replay {
    private static final long LONGEST_PAUSE_NANOS = 50_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final EventsConfig events;
    private final Limits limits;
    private final LongSupplier nanoClock;

    /**
     * @param events topic, event time and model key
     * @param limits how fast and how many
     * @param nanoClock as {@link System#nanoTime}; paces the events
     */
    public Replay(EventsConfig events, Limits limits, LongSupplier nanoClock) {
        this.events = events;
        this.limits = limits;
        this.nanoClock = nanoClock;
    }

    /**
     * Produces until the source ends, the limit is reached or {@code stopped} says so, and waits
     * for the broker to have everything.
     *
     * @param progress hears, after each event, how many are sent
     * @return events produced
     */
    public long run(
            EventSource source,
            EventProducer producer,
            LongConsumer progress,
            BooleanSupplier stopped)
            throws IOException {
        RecordMapping mapping = new RecordMapping(events);
        long start = nanoClock.getAsLong();
        long sent = 0;
        while (sent < limits.events() && awaitTurn(start, sent, stopped)) {
            byte[] event = source.next();
            if (event == null) {
                break;
            }
            RecordMapping.Mapped mapped = mapping.map(event);
            producer.send(events.topic(), mapped.timestampMillis(), mapped.key(), event);
            progress.accept(++sent);
        }
        producer.flush();
        return sent;
    }

    private boolean awaitTurn(long start, long sent, BooleanSupplier stopped) {
        while (!stopped.getAsBoolean()) {
            long wait = limits.nanosUntil(sent) - (nanoClock.getAsLong() - start);
            if (wait <= 0) {
                return true;
            }
            LockSupport.parkNanos(Math.min(wait, LONGEST_PAUSE_NANOS));
        }
        return false;
    }

    /**
     * How fast and how many.
     *
     * @param eventsPerSecond highest rate; {@link Double#POSITIVE_INFINITY}: as fast as it goes
     * @param events most events; {@link Long#MAX_VALUE}: all
     */
    public record Limits(double eventsPerSecond, long events) {
        /** As fast as it goes, all. */
        public static final Limits NONE = new Limits(Double.POSITIVE_INFINITY, Long.MAX_VALUE);

        public Limits {
            if (!(eventsPerSecond > 0)) {
                throw new IllegalArgumentException(
                        "The rate is " + eventsPerSecond + " events/s; it must be above 0.");
            }
            if (events < 0) {
                throw new IllegalArgumentException("The limit is " + events + "; it must be ≥ 0.");
            }
        }

        /** Time after the start at which event number {@code sent} (from 0) is due, ns. */
        long nanosUntil(long sent) {
            return (long) (sent / eventsPerSecond * NANOS_PER_SECOND);
        }
    }
}
