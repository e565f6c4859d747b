package io.primacy.local.evaluate;

import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.local.evaluate.result.Run;
import io.primacy.local.evaluate.result.SeedNoise;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.TaskResult;
import io.primacy.schema.config.LearnerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/**
 * Runs every variant with every seed and compares each task with its run alone. The result does not
 * depend on the number of threads.
 */
final class Evaluator {
    /** Events of a window: some forty batches of the default size. */
    static final int WINDOW = 10_000;

    private static final long TICK_MILLIS = 100;

    private final LearnerConfig config;
    private final EventSet events;
    private final double from;
    private final Windows windows;

    /**
     * @param from share of the stream from which on figures count
     */
    Evaluator(LearnerConfig config, EventSet events, double from) {
        this.config = config;
        this.events = events;
        this.from = from;
        windows = Windows.from(from, events.size(), WINDOW);
    }

    /**
     * Evaluates.
     *
     * @param file names the events in the result
     * @param variants what to run
     * @param seeds seeds: the config's and those that follow it
     * @param threads runs at a time
     * @param progress told the share that is done, 0 to 1, from this thread
     */
    Evaluation run(
            Path file, List<Variant> variants, int seeds, int threads, DoubleConsumer progress) {
        AtomicLong learned = new AtomicLong();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<TaskScore>>> passes = new ArrayList<>();
            for (Variant variant : variants) {
                for (int i = 0; i < seeds; i++) {
                    Pass pass = new Pass(variant, seed(i), events, windows, learned);
                    passes.add(executor.submit(() -> pass.run()));
                }
            }
            double total = (double) passes.size() * events.size();
            List<List<TaskScore>> scores = new ArrayList<>();
            for (Future<List<TaskScore>> pass : passes) {
                scores.add(await(pass, () -> progress.accept(learned.get() / total)));
            }
            List<Run> runs = runs(variants, seeds, scores);
            return new Evaluation(
                    config.name(),
                    file.toString(),
                    events.size(),
                    from,
                    runs,
                    Summary.of(runs),
                    seedNoise(variants, seeds, scores));
        } finally {
            executor.shutdownNow();
        }
    }

    private long seed(int i) {
        return config.seed() + i;
    }

    private static List<TaskScore> await(Future<List<TaskScore>> pass, Runnable tick) {
        while (true) {
            try {
                return pass.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                tick.run();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A run failed: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted.", e);
            }
        }
    }

    private static List<SeedNoise> seedNoise(
            List<Variant> variants, int seeds, List<List<TaskScore>> scores) {
        List<SeedNoise> noise = new ArrayList<>();
        for (int v = 0; v < variants.size(); v++) {
            if (variants.get(v).kind().equals("single")) {
                List<TaskScore> alone =
                        scores.subList(v * seeds, (v + 1) * seeds).stream()
                                .map(tasks -> tasks.get(0))
                                .toList();
                meanOverPairs(alone)
                        .ifPresent(
                                share ->
                                        noise.add(
                                                new SeedNoise(alone.get(0).task().name(), share)));
            }
        }
        return noise;
    }

    /** Mean share of the windows over the limit; empty without a pair that can be compared. */
    private static OptionalDouble meanOverPairs(List<TaskScore> alone) {
        return alone.stream()
                .flatMap(
                        one ->
                                alone.stream()
                                        .filter(other -> other != one)
                                        .map(one::windowsOver)
                                        .filter(Objects::nonNull))
                .mapToDouble(share -> share)
                .average();
    }

    private List<Run> runs(List<Variant> variants, int seeds, List<List<TaskScore>> scores) {
        Map<String, TaskScore> alone = new HashMap<>();
        for (int i = 0; i < scores.size(); i++) {
            if (variants.get(i / seeds).kind().equals("single")) {
                TaskScore score = scores.get(i).get(0);
                alone.put(score.task().name() + '@' + seed(i % seeds), score);
            }
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            Variant variant = variants.get(i / seeds);
            long seed = seed(i % seeds);
            List<TaskResult> tasks = new ArrayList<>();
            for (int t = 0; t < scores.get(i).size(); t++) {
                TaskScore score = scores.get(i).get(t);
                TaskScore reference = alone.get(score.task().name() + '@' + seed);
                int priority = config.tasks().get(variant.tasks()[t]).priority();
                tasks.add(score.result(priority, reference == score ? null : reference));
            }
            runs.add(new Run(variant.kind(), variant.label(), seed, tasks));
        }
        return runs;
    }
}
