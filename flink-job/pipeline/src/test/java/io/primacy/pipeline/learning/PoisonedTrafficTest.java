package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.snapshot.TestingPublisher;
import io.primacy.schema.config.GateConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.MetricsConfig;
import io.primacy.schema.config.SnapshotConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.Refusals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels are flipped for a twentieth of the stream's length: the fleet stays on a good version. */
class PoisonedTrafficTest {
    private static final int EVENTS = 20_000;
    private static final int EVERY = 100;
    private static final int POISON_FROM = 12_000;

    /** Longer than the poison: this model has got used to flipped labels after some 800 events. */
    private static final int WINDOW = 3_000;

    private static final int POISON_TO = POISON_FROM + EVENTS / 20;

    @TempDir Path directory;

    @Test
    void theGateRefusesAndTheChangesRideInTheNextVersion() throws Exception {
        LearnerConfig config = config(new GateConfig(1_000, WINDOW, 1, 0.05, 1, 3, 2, Map.of()));
        List<Example> examples = poisoned(SmallLearner.examples(EVENTS, 21, "home"));
        SnapshotReader reader = new SnapshotReader(directory);
        List<Long> published = new ArrayList<>();
        List<MetricsReport> reports = new ArrayList<>();
        SnapshotVersion before = null;

        try (TestingLearner learner = started(config);
                TestingPublisher publisher = new TestingPublisher(config)) {
            for (int at = 0; at < EVENTS; at += EVERY) {
                learner.takeUntilCheckpoint(examples.subList(at, at + EVERY), 1 + at / EVERY);
                publisher.publish(learner.parts());
                reports.addAll(learner.reports());
                SnapshotVersion latest = reader.latest("home").orElse(null);
                if (latest != null && !latest.equals(before)) {
                    published.add(reader.manifest("home", latest).learned());
                    before = latest;
                }
            }
        }

        assertThat(published.get(0)).isGreaterThanOrEqualTo(1_000);
        assertThat(published)
                .as("versions published by events learned")
                .anyMatch(learned -> learned < POISON_FROM)
                .noneMatch(learned -> learned > POISON_FROM + 2 * EVERY && learned <= POISON_TO)
                .anyMatch(learned -> learned > POISON_TO);
        List<Refusals.Refusal> refusals =
                new Refusals(new LocalModelFiles(directory, "home")).list();
        assertThat(refusals)
                .anySatisfy(
                        refusal -> {
                            assertThat(refusal.learned()).isBetween(12_000L, 13_000L);
                            assertThat(refusal.reasons()).anyMatch(r -> r.contains("log-loss"));
                            assertThat(refusal.alarm()).isEqualTo(refusal.inARow() >= 2);
                        });
        assertThat(reports).anyMatch(report -> report.refusals() >= 2 && report.alarm());
        assertThat(reader.verify("home", before)).isEmpty();
    }

    @Test
    void withoutBoundsNothingIsRefused() throws Exception {
        LearnerConfig config = config(GateConfig.OPEN);
        List<Example> examples = poisoned(SmallLearner.examples(EVENTS, 21, "home"));

        try (TestingLearner learner = started(config)) {
            learner.takeUntilCheckpoint(examples.subList(0, POISON_TO), 1);

            assertThat(learner.parts()).noneMatch(SnapshotPart.Refused.class::isInstance);
        }
    }

    private TestingLearner started(LearnerConfig config) throws Exception {
        return TestingLearner.started(
                config, new HashMapStateBackend(), directory.resolve("checkpoints").toString());
    }

    private LearnerConfig config(GateConfig gate) {
        LearnerConfig c = SmallLearner.standard().config();
        LearnerConfig config =
                new LearnerConfig(
                        c.name(),
                        c.events(),
                        c.features(),
                        c.tasks(),
                        c.model(),
                        c.optimizer(),
                        c.batch(),
                        c.constraint(),
                        c.rows(),
                        new MetricsConfig(4_000, Duration.ofSeconds(10)),
                        c.snapshot(),
                        c.seed());
        return config.with(
                new SnapshotConfig(
                        directory.toUri().toString(),
                        1,
                        Duration.ofSeconds(30),
                        20,
                        1 << 20,
                        1_000,
                        Duration.ZERO,
                        gate));
    }

    private static List<Example> poisoned(List<Example> examples) {
        List<Example> poisoned = new ArrayList<>(examples);
        for (int i = POISON_FROM; i < POISON_TO; i++) {
            Example e = examples.get(i);
            float[] flipped = e.labels().clone();
            for (int t = 0; t < flipped.length; t++) {
                flipped[t] = 1 - flipped[t];
            }
            poisoned.set(
                    i,
                    new Example(
                            e.modelKey(),
                            e.timeMillis(),
                            e.partition(),
                            e.offset(),
                            e.weight(),
                            e.ids(),
                            e.ends(),
                            e.numerics(),
                            flipped));
        }
        return poisoned;
    }
}
