package io.primacy.benchmark.score;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.serving.Scorer;
import io.primacy.serving.ScorerOptions;
import io.primacy.serving.feature.Features;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One thread scores in a loop while versions are published, each once the one before has answered:
 * who publishes has no processor to take from who scores, where it matters. A swap's pause is the
 * time from the last answer of the old version to the first of the new one, less the median time
 * between two answers of one version.
 */
final class SwapPause {
    private static final int VERSIONS = 200;

    /** Swaps before those, until what loads a version is compiled. */
    private static final int WARM_UP = 100;

    private final PublishedModel model;
    private final List<Features> request;

    SwapPause(PublishedModel model, List<Features> request) {
        this.model = model;
        this.request = request;
    }

    List<Figure> measure(Path work) throws Exception {
        model.publish(1);
        AtomicBoolean done = new AtomicBoolean();
        BlockingQueue<String> answered = new LinkedBlockingQueue<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Scorer scorer =
                Scorer.open(
                        work.resolve("swap").toUri(),
                        "default",
                        "latest",
                        ScorerOptions.DEFAULTS.every(Duration.ofMillis(10)))) {
            Future<Answers> answers = thread.submit(loop(scorer, answered, done));
            for (int n = 2; n <= WARM_UP + VERSIONS + 1; n++) {
                model.publish(n);
                String wanted = model.directory(n).getFileName().toString();
                while (!wanted.equals(answered.poll(1, TimeUnit.SECONDS))) {
                    if (answers.isDone()) {
                        answers.get();
                    }
                }
                model.remove(n - 1);
            }
            done.set(true);
            return figures(answers.get());
        } finally {
            done.set(true);
            thread.shutdown();
        }
    }

    private record Answers(List<Double> swaps, List<Double> steady) {
        /** Drops what was measured so far. */
        void forget() {
            swaps.clear();
            steady.clear();
        }
    }

    private Callable<Answers> loop(
            Scorer scorer, BlockingQueue<String> answered, AtomicBoolean done) {
        return () -> {
            Answers answers = new Answers(new ArrayList<>(), new ArrayList<>());
            String last = scorer.score(request).version();
            answered.add(last);
            long before = System.nanoTime();
            int swaps = 0;
            while (!done.get()) {
                String version = scorer.score(request).version();
                long now = System.nanoTime();
                boolean swapped = !version.equals(last);
                (swapped ? answers.swaps : answers.steady).add((now - before) / 1e6);
                if (swapped) {
                    answered.add(version);
                    if (++swaps == WARM_UP) {
                        answers.forget();
                    }
                }
                before = now;
                last = version;
            }
            return answers;
        };
    }

    private static List<Figure> figures(Answers answers) {
        double[] steady = sorted(answers.steady);
        double[] swaps = sorted(answers.swaps);
        double usual = steady[steady.length / 2];
        return List.of(
                alone("swaps", swaps.length, "versions"),
                alone("swap-pause-p50", Math.max(0, at(swaps, 50) - usual), "ms"),
                alone("swap-pause-p99", Math.max(0, at(swaps, 99) - usual), "ms"),
                alone("swap-pause-max", Math.max(0, swaps[swaps.length - 1] - usual), "ms"),
                alone("between-swaps-p99", Math.max(0, at(steady, 99) - usual), "ms"));
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static Figure alone(String name, double value, String unit) {
        return Figure.alone(name, Samples.of(value), unit);
    }
}
