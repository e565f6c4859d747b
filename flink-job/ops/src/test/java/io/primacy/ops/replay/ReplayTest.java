package io.primacy.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.ops.kafka.TestingProducers;
import io.primacy.schema.config.EventsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final EventsConfig EVENTS =
            new EventsConfig(
                    "impressions", "/ts", null, null, "dead", "metrics", "snapshots", 1, 1, 1);

    private final TestingProducers producers = new TestingProducers();

    @Test
    void orderTimeAndBytesAreTheSources() throws IOException {
        long sent = replay(Replay.Limits.NONE, "{\"ts\":1}", "{\"ts\":2}", "broken");

        assertThat(sent).isEqualTo(3);
        assertThat(producers.values()).containsExactly("{\"ts\":1}", "{\"ts\":2}", "broken");
        assertThat(producers.timestamps()).containsExactly(1L, 2L, null);
    }

    @Test
    void limitEndsIt() throws IOException {
        long sent = replay(new Replay.Limits(Double.POSITIVE_INFINITY, 2), "{}", "{}", "{}");

        assertThat(sent).isEqualTo(2);
        assertThat(producers.values()).hasSize(2);
    }

    @Test
    void rateSpreadsEventsOverTime() throws IOException {
        AtomicLong nanos = new AtomicLong();
        List<Long> times = new ArrayList<>();
        Replay replay =
                new Replay(EVENTS, new Replay.Limits(1000, 5), () -> nanos.addAndGet(100_000));

        replay.run(
                source("{}", "{}", "{}", "{}", "{}"),
                producers.producer(),
                sent -> times.add(nanos.get()),
                () -> false);

        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i)).isBetween(i * 1_000_000L, i * 1_000_000L + 400_000);
        }
    }

    @Test
    void stopEndsItAndStillFlushes() throws IOException {
        Replay replay = new Replay(EVENTS, Replay.Limits.NONE, System::nanoTime);
        AtomicLong sent = new AtomicLong();

        replay.run(
                source("{}", "{}", "{}"), producers.producer(), sent::set, () -> sent.get() == 1);

        assertThat(producers.values()).hasSize(1);
        assertThat(producers.flushed()).isTrue();
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Replay.Limits(0, 1)).hasMessageContaining("rate is 0.0");
        assertThatThrownBy(() -> new Replay.Limits(Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Replay.Limits(1, -1)).hasMessageContaining("limit is -1");
    }

    private long replay(Replay.Limits limits, String... events) throws IOException {
        return new Replay(EVENTS, limits, System::nanoTime)
                .run(source(events), producers.producer(), sent -> {}, () -> false);
    }

    private static EventSource source(String... events) {
        List<String> left = new ArrayList<>(List.of(events));
        return () -> left.isEmpty() ? null : left.remove(0).getBytes(StandardCharsets.UTF_8);
    }
}
