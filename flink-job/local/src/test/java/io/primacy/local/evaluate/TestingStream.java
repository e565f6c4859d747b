package io.primacy.local.evaluate;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A small stream of likes and clicks that depend on user and item, as rows of a TSV file. */
final class TestingStream {
    static final String YAML =
            """
            name: small
            events: {topic: small, time: /ts}
            features:
              - {name: user, dimension: 4}
              - {name: item, dimension: 4}
              - {name: price, type: numeric}
            tasks:
              - {name: like, priority: 1}
              - {name: click, priority: 2}
            model: {experts: 2, expert-layers: [8], tower-layers: [4]}
            batch: {size: 32, max-delay: off}
            metrics: {window: 1000, interval: 200ms}
            snapshot: {directory: snapshots, checkpoint-interval: 1s}
            """;

    private TestingStream() {}

    static LearnerConfig config() {
        return ConfigReader.parse("small.yaml", YAML);
    }

    static List<String> rows(int events, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            int user = random.nextInt(40);
            int item = random.nextInt(60);
            double taste = Math.sin(user) + Math.cos(3 * item);
            int like = random.nextDouble() < 1 / (1 + Math.exp(2 - taste)) ? 1 : 0;
            int click = random.nextDouble() < 1 / (1 + Math.exp(taste)) ? 1 : 0;
            rows.add(
                    i + "\tu" + user + "\ti" + item + "\t" + item % 7 + "\t" + like + "\t" + click);
        }
        return rows;
    }

    static Path write(Path directory, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("ts\tuser\titem\tprice\tlike\tclick"));
        lines.addAll(rows);
        return Files.write(directory.resolve("events.tsv"), lines);
    }
}
