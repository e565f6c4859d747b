package io.primacy.tests.fault;

import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A learner and the events it is given: simulated traffic, of which every {@link
 * TrafficSimulator#BROKEN_EVERY}th event is broken.
 *
 * @param name of the run; its topics and group begin with it
 * @param seed of the traffic
 * @param batches how many mini-batches the usable events fill, the last one, too
 * @param delivery what is promised of dead letters and metrics
 * @param everyCheckpoints how often it publishes
 */
record Workload(String name, long seed, int batches, String delivery, int everyCheckpoints) {
    static final String AT_LEAST_ONCE = "at-least-once";
    static final String EXACTLY_ONCE = "exactly-once";

    /** Events of a mini-batch. */
    static final int BATCH = 64;

    Workload(String name, long seed, int batches, String delivery) {
        this(name, seed, batches, delivery, 1);
    }

    /** Batches are cut by size alone: a wall clock would make two runs differ. */
    private static final String CONFIG =
            """
            name: faults
            events:
              topic: %1$s-impressions
              dead-letter-topic: %1$s-dead-letters
              metrics-topic: %1$s-metrics
              snapshots-topic: %1$s-snapshots
              delivery: %4$s
              time: /ts_ms
            features:
              - {name: user, dimension: 8}
              - {name: item, dimension: 8}
              - {name: category, dimension: 4}
              - {name: advertiser, dimension: 4}
              - {name: bid, type: numeric, transform: log1p}
            tasks:
              - {name: relevance, label: /relevant, priority: 1}
              - {name: revenue, label: /ad_click, priority: 2}
            model: {architecture: mmoe, experts: 2, expert-layers: [16], tower-layers: [8]}
            batch: {size: %3$d, max-delay: off}
            metrics: {window: 10000, interval: 1s}
            snapshot: {directory: "%2$s", checkpoint-interval: 500ms, every-checkpoints: %5$d}
            seed: 7
            """;

    /** Writes the learner's config, which publishes into {@code snapshots}. */
    LearnerConfig write(Path file, Path snapshots) throws IOException {
        Files.writeString(
                file, CONFIG.formatted(name, snapshots.toUri(), BATCH, delivery, everyCheckpoints));
        return ConfigReader.read(file);
    }

    /** Events that can be learned from. */
    int usable() {
        return batches * BATCH;
    }

    /** Events in all; the last one is usable. */
    int events() {
        return usable() + (usable() - 1) / (TrafficSimulator.BROKEN_EVERY - 1);
    }

    /** The events, from the first. */
    TrafficSimulator traffic() {
        return new TrafficSimulator(seed);
    }

    /** How many of the first {@code offset} events can be learned from. */
    static long usable(long offset) {
        return offset - broken(offset);
    }

    /** How many of the first {@code offset} events are broken. */
    static long broken(long offset) {
        return offset / TrafficSimulator.BROKEN_EVERY;
    }
}
