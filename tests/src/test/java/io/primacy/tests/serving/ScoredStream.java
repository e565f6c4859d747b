package io.primacy.tests.serving;

import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.ops.replay.EventFile;
import io.primacy.ops.replay.EventSource;
import io.primacy.schema.config.BatchConfig;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.event.Example;
import io.primacy.schema.event.ExampleParser;
import io.primacy.schema.event.ParseResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The events to learn and to score. Simulated ones, or real ones: with {@code -Dprimacy.events=FILE
 * -Dprimacy.events.config=CONFIG}, ten batches of 10,000 are learned and 10,000 events scored.
 */
final class ScoredStream {
    private static final Path HOME = Path.of(System.getProperty("primacy.home"));
    private static final String REAL = System.getProperty("primacy.events");
    private static final int SCORED = REAL == null ? 1_000 : 10_000;
    private static final int BATCHES = REAL == null ? 4 : 11;
    private static final long SEED = 7;

    private final List<byte[]> events = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private final LearnerConfig config;

    ScoredStream(Architecture architecture, boolean wide) throws IOException {
        config = config(architecture, wide);
        ExampleParser parser = new ExampleParser(config);
        if (REAL == null) {
            read(new TrafficSimulator(SEED), parser);
        } else {
            try (EventFile file = EventFile.open(Path.of(REAL))) {
                read(file, parser);
            }
        }
    }

    private void read(EventSource source, ExampleParser parser) throws IOException {
        while (examples.size() < BATCHES * SCORED) {
            byte[] event = source.next();
            if (parser.parse(event, "", 0, examples.size(), 0)
                    instanceof ParseResult.Parsed parsed) {
                events.add(event);
                examples.add(parsed.example());
            }
        }
    }

    /** The learner's, with another network and batches as large as what is scored. */
    private static LearnerConfig config(Architecture architecture, boolean wide) {
        LearnerConfig base =
                ConfigReader.read(
                        REAL == null
                                ? HOME.resolve("config/demo.yaml")
                                : Path.of(System.getProperty("primacy.events.config")));
        int experts = architecture == Architecture.SHARED_BOTTOM ? 1 : 3;
        int own = architecture == Architecture.PLE ? 2 : 0;
        return new LearnerConfig(
                base.name(),
                base.events(),
                base.features(),
                base.tasks(),
                new ModelConfig(architecture, experts, List.of(64, 32), List.of(16), own, wide),
                base.optimizer(),
                new BatchConfig(SCORED, Duration.ZERO, 1),
                base.constraint(),
                base.rows(),
                base.metrics(),
                base.snapshot(),
                base.seed());
    }

    LearnerConfig config() {
        return config;
    }

    /** All events, as they are in the topic. */
    List<byte[]> events() {
        return events;
    }

    /** All events, as the learner sees them. */
    List<Example> examples() {
        return examples;
    }

    /** The events that are scored, as they are in the topic. */
    List<byte[]> scored() {
        return events.subList(events.size() - SCORED, events.size());
    }
}
