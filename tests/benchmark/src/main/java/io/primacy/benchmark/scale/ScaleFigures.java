package io.primacy.benchmark.scale;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.benchmark.kernel.KernelLoop;
import io.primacy.benchmark.setting.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cost per event of the kernel, one thread, in µs, as one size of the classic setting changes:
 * features of an event, tasks, batch, rows.
 */
public final class ScaleFigures {
    private static final int[] FIELDS = {5, 10, 20, 50, 100, 200};
    private static final int[] TASKS = {1, 2, 4, 8};
    private static final int[] BATCHES = {16, 64, 256, 1024, 2048};
    private static final int[] ROWS = {20_000, 200_000, 1_000_000, 4_000_000, 10_000_000};
    private static final int EVENTS_PER_RUN = 50_000;

    private final Setting setting;
    private final int rounds;

    /**
     * @param setting whose sizes are changed one at a time
     * @param rounds repetitions, ≥ 1
     */
    public ScaleFigures(Setting setting, int rounds) {
        this.setting = setting;
        this.rounds = rounds;
    }

    /** Measures. */
    public List<Figure> measure() {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (int fields : FIELDS) {
            settings.put("scale-features-" + fields, setting.withFields(fields));
        }
        for (int tasks : TASKS) {
            settings.put("scale-tasks-" + tasks, setting.withTasks(tasks));
        }
        for (int batch : BATCHES) {
            settings.put("scale-batch-" + batch, setting.withBatch(batch));
        }
        for (int rows : ROWS) {
            settings.put("scale-rows-" + rows, setting.withRows(rows));
        }
        List<Figure> figures = new ArrayList<>();
        settings.forEach((name, s) -> figures.add(Figure.alone(name, micros(s), "µs/event")));
        return figures;
    }

    private Samples micros(Setting learner) {
        Samples samples = new Samples();
        int steps = Math.max(20, EVENTS_PER_RUN / learner.batch());
        try (KernelLoop loop = new KernelLoop(learner)) {
            loop.eventsPerSecond(steps);
            for (int round = 0; round < rounds; round++) {
                samples.add(1e6 / loop.eventsPerSecond(steps));
            }
        }
        return samples;
    }
}
