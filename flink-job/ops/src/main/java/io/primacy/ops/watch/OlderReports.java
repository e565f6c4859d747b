package io.primacy.ops.watch;

import io.primacy.ops.kafka.TopicReader;
import io.primacy.ops.room.Room;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the metrics of the last day into the room: all of them if that is quick, else some of each
 * minute, which is as fine as they are remembered.
 */
final class OlderReports {
    static final Duration SPAN = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(OlderReports.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long ALL_BELOW = 400_000;
    private static final long STEP_MILLIS = 60_000;
    private static final int PER_STEP = 500;

    private final Map<String, ?> client;
    private final Intake intake;
    private final Room room;
    private final BooleanSupplier open;

    OlderReports(Map<String, ?> client, Intake intake, Room room, BooleanSupplier open) {
        this.client = client;
        this.intake = intake;
        this.room = room;
        this.open = open;
    }

    /** Reads up to these offsets. */
    void read(Map<TopicPartition, Long> until) {
        try (TopicReader reader = TopicReader.open(client, ANSWER)) {
            long begin = room.now() - SPAN.toMillis();
            Map<TopicPartition, Long> from = reader.offsetsAt(until.keySet(), begin);
            long records = distance(from, until);
            if (records <= ALL_BELOW) {
                readTo(reader, from, until, Long.MAX_VALUE);
                return;
            }
            for (long at = begin; open.getAsBoolean() && at < room.now(); at += STEP_MILLIS) {
                Map<TopicPartition, Long> step = reader.offsetsAt(until.keySet(), at);
                readTo(reader, step, until, Math.max(PER_STEP, 2L * room.models().size()));
            }
        } catch (KafkaException e) {
            LOG.warn("The metrics of the last day could not be read whole: {}", e.getMessage());
        }
    }

    private static long distance(Map<TopicPartition, Long> from, Map<TopicPartition, Long> until) {
        return from.entrySet().stream()
                .mapToLong(e -> Math.max(0, until.get(e.getKey()) - e.getValue()))
                .sum();
    }

    private void readTo(
            TopicReader reader,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> until,
            long most) {
        from.entrySet().removeIf(e -> e.getValue() >= until.get(e.getKey()));
        if (from.isEmpty()) {
            return;
        }
        reader.start(from);
        long taken = 0;
        while (open.getAsBoolean() && taken < most && !reached(reader, from.keySet(), until)) {
            taken += reader.pollOrAsk(POLL, intake::take);
        }
    }

    private static boolean reached(
            TopicReader reader, Collection<TopicPartition> of, Map<TopicPartition, Long> until) {
        return of.stream().allMatch(p -> reader.position(p) >= until.get(p));
    }
}
