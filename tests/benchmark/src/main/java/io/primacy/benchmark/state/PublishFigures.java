package io.primacy.benchmark.state;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.benchmark.setting.WorkDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What it costs the learning thread to publish: <b>base</b>, the first version of a model with that
 * many rows, and <b>delta</b>, a later one when all of them have changed since the version before;
 * <b>ahead</b> is the longest that one batch in between took. What is emitted is dropped: staging
 * is another thread's work.
 */
public final class PublishFigures {
    private final Path work;
    private final int rounds;
    private final int rows;

    /**
     * @param work directory for RocksDB and checkpoints; emptied
     * @param rounds repetitions of the delta
     * @param rows of the model
     */
    public PublishFigures(Path work, int rounds, int rows) {
        this.work = work;
        this.rounds = rounds;
        this.rows = rows;
    }

    /** Measures; takes a minute. */
    public List<Figure> measure() throws Exception {
        WorkDirectory.empty(work);
        Files.createDirectories(work.resolve("rocksdb"));
        String snapshots = work.resolve("snapshots").toUri().toString();
        ZipfEvents events = new ZipfEvents(StateFigures.FIELDS, rows, 7);
        Samples base = new Samples();
        Samples delta = new Samples();
        Samples ahead = new Samples();
        try (OneSubtask subtask =
                new OneSubtask(
                        StateFigures.config(snapshots, 1),
                        work,
                        StateFigures.MANAGED_BYTES,
                        Map.of())) {
            StateFigures.dirty(subtask, events, rows, 0);
            base.add(subtask.checkpoint().barrierMillis());
            // The version before is looked for once; it is not there, as nobody stages.
            StateFigures.dirty(subtask, events, rows, 0);
            subtask.checkpoint();
            for (int round = 0; round < rounds; round++) {
                ahead.add(StateFigures.dirty(subtask, events, rows, 0));
                delta.add(subtask.checkpoint().barrierMillis());
            }
        }
        String name = "1e" + Math.round(Math.log10(rows));
        return List.of(
                Figure.alone("publish-base-" + name, base, "ms"),
                Figure.alone("publish-delta-" + name, delta, "ms"),
                Figure.alone("publish-ahead-" + name, ahead, "ms"));
    }
}
