package io.primacy.benchmark.state;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.benchmark.setting.WorkDirectory;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model of 10⁵, 10⁶ and 10⁷ rows of dimension 16 in a working set of 2 GiB over RocksDB. For each
 * <b>event</b>: cost of one in Zipf(1.05) traffic once every row has been written; <b>barrier</b>:
 * what the learner adds to a barrier when 100,000 rows have changed, <b>ahead</b>: the longest that
 * one batch before it took, rows that it wrote ahead included, and <b>bytes</b>: what that
 * incremental checkpoint uploads; <b>mean</b>: the mean of those, which tells of the compactions
 * that now and then upload again what they merged. The larger models are compared with the
 * smallest.
 */
public final class StateFigures {
    static final int FIELDS = 10;
    static final long MANAGED_BYTES = 512L << 20;
    private static final int DIRTY_ROWS = 100_000;
    private static final int CHECKPOINTS = 15;
    private static final int WARM_EVENTS = 100_000;
    private static final int EVENTS = 60_000;
    private static final int NEVER = 1_000_000;

    private final Path work;
    private final int rounds;
    private final int[] sizes;
    private final Map<String, String> options;

    /**
     * @param work directory for RocksDB and checkpoints; emptied
     * @param rounds repetitions
     * @param sizes numbers of rows; the first is what the others are compared with
     * @param options of Flink, over those of the job
     */
    public StateFigures(Path work, int rounds, int[] sizes, Map<String, String> options) {
        this.work = work;
        this.rounds = rounds;
        this.sizes = sizes.clone();
        this.options = options;
    }

    /** Measures; takes minutes and some 10 GB of disk. */
    public List<Figure> measure() throws Exception {
        WorkDirectory.empty(work);
        List<Model> models = new ArrayList<>();
        try {
            for (int rows : sizes) {
                models.add(new Model(rows));
            }
            // In turns: what else the machine does in these minutes hits all of them.
            for (int round = 0; round < rounds; round++) {
                for (Model model : models) {
                    model.sizes.event.add(model.eventMicros());
                }
            }
            for (Model model : models) {
                model.measureCheckpoints();
            }
        } finally {
            for (Model model : models) {
                model.subtask.close();
            }
        }
        return figures(models);
    }

    private static List<Figure> figures(List<Model> models) {
        List<Figure> figures = new ArrayList<>();
        for (Model model : models) {
            Sizes own = model.sizes;
            if (model == models.get(0)) {
                String name = name(model.rows);
                figures.add(Figure.alone("state-fill-" + name, own.fill, "µs/row"));
                figures.add(Figure.alone("state-event-" + name, own.event, "µs"));
                figures.add(Figure.alone("state-barrier-" + name, own.barrier, "ms"));
                figures.add(Figure.alone("state-ahead-" + name, own.ahead, "ms"));
                figures.add(Figure.alone("state-snapshot-" + name, own.snapshot, "ms"));
                figures.add(Figure.alone("state-bytes-" + name, own.bytes, "MB"));
                figures.add(Figure.alone("state-mean-" + name, own.meanBytes, "MB"));
            } else {
                figures.addAll(own.against(models.get(0).sizes, model.rows));
            }
        }
        return figures;
    }

    /** A model of so many rows, all of them written. */
    private final class Model {
        final int rows;
        final Sizes sizes = new Sizes();
        final OneSubtask subtask;
        private final ZipfEvents events;

        Model(int rows) throws Exception {
            this.rows = rows;
            Path directory = work.resolve(name(rows));
            Files.createDirectories(directory.resolve("rocksdb"));
            events = new ZipfEvents(FIELDS, rows, 7);
            subtask =
                    new OneSubtask(
                            config("file:///nowhere", NEVER), directory, MANAGED_BYTES, options);
            long begun = System.nanoTime();
            // The most frequent last, as if they had been used last.
            for (int value = events.values() - 1; value >= 0; value--) {
                subtask.take(events.of(value));
            }
            sizes.fill.add((System.nanoTime() - begun) / 1e3 / rows);
            subtask.checkpoint();
            take(WARM_EVENTS);
        }

        /** Of one event, once the caches hold what the other models have driven out. */
        double eventMicros() throws Exception {
            take(EVENTS / 3);
            return take(EVENTS);
        }

        private double take(int count) throws Exception {
            Example[] drawn = new Example[count];
            for (int i = 0; i < count; i++) {
                drawn[i] = events.next();
            }
            long begun = System.nanoTime();
            for (Example example : drawn) {
                subtask.take(example);
            }
            return (System.nanoTime() - begun) / 1e3 / count;
        }

        void measureCheckpoints() throws Exception {
            subtask.checkpoint();
            double bytes = 0;
            for (int round = 0; round < CHECKPOINTS; round++) {
                sizes.ahead.add(dirty(subtask, events, DIRTY_ROWS, round));
                OneSubtask.Checkpoint checkpoint = subtask.checkpoint();
                sizes.barrier.add(checkpoint.barrierMillis());
                sizes.snapshot.add(checkpoint.snapshotMillis());
                sizes.bytes.add(checkpoint.bytes() / 1e6);
                bytes += checkpoint.bytes() / 1e6;
            }
            sizes.meanBytes.add(bytes / CHECKPOINTS);
        }
    }

    /** Learns from so many distinct rows, of all ranks; returns how long a batch took at most. */
    static double dirty(OneSubtask subtask, ZipfEvents events, int rows, int round)
            throws Exception {
        int count = rows / FIELDS;
        int stride = events.values() / count;
        long longest = 0;
        for (int i = 0; i < count; i++) {
            Example example = events.of(i * stride + round % stride);
            long begun = System.nanoTime();
            subtask.take(example);
            longest = Math.max(longest, System.nanoTime() - begun);
        }
        return longest / 1e6;
    }

    private static String name(int rows) {
        return "1e" + Math.round(Math.log10(rows));
    }

    static LearnerConfig config(String snapshots, int everyCheckpoints) {
        StringBuilder yaml = new StringBuilder("name: state\nevents: {topic: state}\nfeatures:\n");
        for (int f = 0; f < FIELDS; f++) {
            yaml.append("  - {name: field%d, dimension: 16}%n".formatted(f));
        }
        yaml.append(
                """
                tasks: [{name: like, priority: 1}, {name: click, priority: 2}]
                model: {architecture: mmoe, experts: 4, expert-layers: [64, 32], tower-layers: [16]}
                batch: {size: 256, max-delay: off}
                rows: {memory: 2GiB}
                snapshot: {directory: "%s", every-checkpoints: %d}
                """
                        .formatted(snapshots, everyCheckpoints));
        return ConfigReader.parse("state", yaml.toString());
    }

    /** What was measured with one number of rows. */
    private static final class Sizes {
        final Samples fill = new Samples();
        final Samples event = new Samples();
        final Samples barrier = new Samples();
        final Samples ahead = new Samples();
        final Samples snapshot = new Samples();
        final Samples bytes = new Samples();
        final Samples meanBytes = new Samples();

        List<Figure> against(Sizes other, int rows) {
            return List.of(
                    figure("fill", rows, fill, other.fill, "µs/row"),
                    figure("event", rows, event, other.event, "µs"),
                    figure("barrier", rows, barrier, other.barrier, "ms"),
                    figure("ahead", rows, ahead, other.ahead, "ms"),
                    figure("snapshot", rows, snapshot, other.snapshot, "ms"),
                    figure("bytes", rows, bytes, other.bytes, "MB"),
                    figure("mean", rows, meanBytes, other.meanBytes, "MB"));
        }

        private static Figure figure(
                String what, int rows, Samples own, Samples other, String unit) {
            return new Figure(
                    "state-" + what + "-" + name(rows), own, unit, "with the fewest rows", other);
        }
    }
}
