package io.primacy.ops.rollback.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where a restored job reads on. Times are those of the Kafka records. */
public sealed interface OffsetsChoice {

    /** Where the savepoint ends: everything since is learned again. */
    record Restored() implements OffsetsChoice {
        @Override
        public String toString() {
            return "restored";
        }
    }

    /** At the events' present end: nothing since the savepoint is learned. */
    record Latest() implements OffsetsChoice {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /** Where the running job stops: it loses nothing and gets nothing again. */
    record Present() implements OffsetsChoice {
        @Override
        public String toString() {
            return "present";
        }
    }

    /** At the first event of that time or later. */
    record At(Instant time) implements OffsetsChoice {
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /** Where the savepoint ends, but without the events from {@code from} to before {@code to}. */
    record Skip(Instant from, Instant to) implements OffsetsChoice {
        public Skip {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException(
                        "The skipped time ends at " + to + ", before it begins at " + from);
            }
        }

        @Override
        public String toString() {
            return "skip " + from + ".." + to;
        }
    }

    /**
     * Reads {@code restored}, {@code latest}, a time, or {@code skip FROM..TO}.
     *
     * @param now what times without a date or zone are relative to, and the zone they are in
     * @throws IllegalArgumentException if it is something else
     */
    static OffsetsChoice parse(String text, ZonedDateTime now) {
        String words = text.strip();
        switch (words.toLowerCase(Locale.ROOT)) {
            case "restored":
                return new Restored();
            case "latest":
                return new Latest();
            default:
        }
        if (!words.startsWith("skip ")) {
            return new At(time(words, now));
        }
        String[] ends = words.substring("skip ".length()).split("\\.\\.", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not skip FROM..TO");
        }
        return new Skip(time(ends[0], now), time(ends[1], now));
    }

    /**
     * Reads a time: ISO 8601 with or without a zone, {@code HH:MM[:SS]} of the last 24 hours, or
     * milliseconds since 1970.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Instant time(String text, ZonedDateTime now) {
        String time = text.strip();
        if (time.matches("\\d{9,15}")) {
            return Instant.ofEpochMilli(Long.parseLong(time));
        }
        return Stream.<Function<String, Instant>>of(
                        Instant::parse,
                        t -> OffsetDateTime.parse(t).toInstant(),
                        t ->
                                LocalDateTime.parse(t.replace(' ', 'T'))
                                        .atZone(now.getZone())
                                        .toInstant(),
                        t -> today(LocalTime.parse(t), now))
                .map(form -> read(form, time))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'"
                                                + text
                                                + "' is no time; write it like"
                                                + " 2026-11-25T01:40:00Z, 01:40 or 1795570800000"));
    }

    private static Optional<Instant> read(Function<String, Instant> form, String time) {
        try {
            return Optional.of(form.apply(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant today(LocalTime time, ZonedDateTime now) {
        ZonedDateTime moment = now.with(time);
        return (moment.isAfter(now) ? moment.minusDays(1) : moment).toInstant();
    }
}
