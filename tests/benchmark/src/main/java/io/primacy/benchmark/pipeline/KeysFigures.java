package io.primacy.benchmark.pipeline;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.benchmark.setting.Setting;
import io.primacy.benchmark.setting.WorkDirectory;
import io.primacy.local.data.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The real job with one and with two learner subtasks, over events that belong to a few or to many
 * models in turn. A topic has as many partitions as the job has subtasks at most. All models have
 * as many rows together as one would have, but none fewer than {@value #FEWEST_ROWS}.
 */
public final class KeysFigures {
    private static final int[] KEYS = {1, 2, 16, 1_000};
    private static final int[] SUBTASKS = {1, 2};
    private static final int PARTITIONS = 2;
    private static final int FEWEST_ROWS = 2_000;
    private static final String CHECKPOINTS = "5s";

    private final Setting setting;
    private final Path work;
    private final int rounds;
    private final long events;

    /**
     * @param setting the learner
     * @param work directory for everything that is written; emptied
     * @param rounds repetitions, ≥ 1
     * @param events in the topic, as far as they fill batches; each run reads all of them
     */
    public KeysFigures(Setting setting, Path work, int rounds, long events) {
        this.setting = setting;
        this.work = work;
        this.rounds = rounds;
        this.events = events;
    }

    /** Measures. */
    public List<Figure> measure() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (int keys : KEYS) {
            WorkDirectory.empty(work);
            Setting one = setting.withRows(Math.max(FEWEST_ROWS, setting.rows() / keys));
            Map<Integer, Samples> samples = new LinkedHashMap<>();
            try (Topic topic = Topic.filled(work.resolve("kafka"), one, events, keys, PARTITIONS)) {
                // The first run of a JVM is not like the others.
                learning(topic, one, SUBTASKS[0]);
                for (int round = 0; round < rounds; round++) {
                    for (int subtasks : SUBTASKS) {
                        samples.computeIfAbsent(subtasks, s -> new Samples())
                                .add(learning(topic, one, subtasks));
                    }
                }
            }
            samples.forEach(
                    (subtasks, measured) ->
                            figures.add(
                                    new Figure(
                                            "keys-%d-subtasks-%d".formatted(keys, subtasks),
                                            measured,
                                            "events/s",
                                            "one subtask",
                                            samples.get(1))));
        }
        DirectoryTree.delete(work);
        return figures;
    }

    private double learning(Topic topic, Setting learner, int subtasks) throws IOException {
        Path directory = Files.createTempDirectory(work, "run");
        String snapshots = directory.resolve("snapshots").toUri().toString();
        return new PipelineRun(topic, learner.config(snapshots, CHECKPOINTS), directory, subtasks)
                .learning();
    }
}
