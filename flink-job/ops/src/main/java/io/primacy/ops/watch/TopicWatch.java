package io.primacy.ops.watch;

import io.primacy.ops.kafka.TopicReader;
import io.primacy.ops.room.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics for as long as it is open: at first from a quarter of an hour back, so that
 * the present is there at once; what is older follows behind it.
 */
public final class TopicWatch implements AutoCloseable {
    /** The name under which the room knows this source. */
    public static final String KAFKA = "Kafka";

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long ASK_NANOS = 3_000_000_000L;
    private static final long PAUSE_MILLIS = 1000;
    private static final long RECENT_MILLIS = Duration.ofMinutes(15).toMillis();

    private final Map<String, ?> client;
    private final String address;
    private final Topics topics;
    private final Room room;
    private final Intake intake;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Thread older;

    private TopicWatch(Map<String, ?> client, Topics topics, Room room) {
        this.client = client;
        this.address = String.valueOf(client.get("bootstrap.servers"));
        this.topics = topics;
        this.room = room;
        this.intake = new Intake(topics, room);
        this.thread = thread("topics", this::follow);
    }

    /**
     * Starts to follow; the broker need not be there yet.
     *
     * @param client properties of Kafka clients: where the broker is, how to be let in
     */
    public static TopicWatch start(Map<String, ?> client, Topics topics, Room room) {
        TopicWatch watch = new TopicWatch(client, topics, room);
        watch.thread.start();
        return watch;
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, "dashboard-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void follow() {
        while (isOpen()) {
            try (TopicReader reader = TopicReader.open(client, ANSWER)) {
                List<TopicPartition> partitions = begin(reader);
                if (!partitions.isEmpty()) {
                    follow(reader, partitions);
                }
            } catch (InterruptException e) {
                return;
            } catch (KafkaException e) {
                unreachable(e);
            }
            pause();
        }
    }

    /** Finds the topics and where to begin in them; nothing while one is missing. */
    private List<TopicPartition> begin(TopicReader reader) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics.names()) {
            List<TopicPartition> found = reader.partitions(topic);
            if (found.isEmpty()) {
                room.source(
                        KAFKA,
                        false,
                        "%s answers, but has no topic '%s' yet.".formatted(address, topic));
                return List.of();
            }
            partitions.addAll(found);
        }
        Map<TopicPartition, Long> from = new HashMap<>();
        List<TopicPartition> metrics = of(partitions, topics.metrics());
        Map<TopicPartition, Long> recent = reader.offsetsAt(metrics, room.now() - RECENT_MILLIS);
        from.putAll(recent);
        from.putAll(
                reader.offsetsAt(
                        of(partitions, topics.deadLetters()),
                        room.now() - OlderReports.SPAN.toMillis()));
        from.putAll(reader.beginnings(of(partitions, topics.snapshots())));
        reader.start(from);
        readOlder(recent);
        return partitions;
    }

    private static List<TopicPartition> of(List<TopicPartition> partitions, String topic) {
        return partitions.stream().filter(p -> p.topic().equals(topic)).toList();
    }

    /** Once: after a pause of the broker, only what was missed is missing. */
    private void readOlder(Map<TopicPartition, Long> until) {
        if (older == null) {
            OlderReports reports = new OlderReports(client, intake, room, this::isOpen);
            older = thread("older", () -> reports.read(until));
            older.start();
        }
    }

    private void follow(TopicReader reader, List<TopicPartition> partitions) {
        long asked = System.nanoTime() - ASK_NANOS;
        while (isOpen()) {
            reader.poll(POLL, intake::take);
            if (System.nanoTime() - asked >= ASK_NANOS) {
                ask(reader, partitions);
                asked = System.nanoTime();
            }
        }
    }

    /** A consumer waits in silence for a broker that is gone; a question does not. */
    private void ask(TopicReader reader, List<TopicPartition> partitions) {
        try {
            reader.ends(partitions);
            room.source(KAFKA, true, address);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            unreachable(e);
        }
    }

    private void unreachable(KafkaException e) {
        LOG.debug("Kafka at {} does not answer", address, e);
        room.source(KAFKA, false, "No broker answers at %s.".formatted(address));
    }

    private void pause() {
        try {
            boolean ended = closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            LOG.trace("open: {}", !ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(ANSWER.toMillis() + PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
