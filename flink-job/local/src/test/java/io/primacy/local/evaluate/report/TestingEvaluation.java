package io.primacy.local.evaluate.report;

import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.local.evaluate.result.Run;
import io.primacy.local.evaluate.result.SeedNoise;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.TaskResult;
import io.primacy.local.evaluate.result.Window;
import java.util.ArrayList;
import java.util.List;

/** Makes an evaluation run by run; a task's loss alone is 0.5, the entropy of its base rate 0.6. */
final class TestingEvaluation {
    static final double ALONE = 0.5;
    static final double ENTROPY = 0.6;

    private final List<Run> runs = new ArrayList<>();
    private final List<SeedNoise> noise = new ArrayList<>();
    private final List<String> tasks;
    private final int seeds;
    private int windows = 20;
    private boolean equal;

    /** Tasks in order of priority, from 1. */
    TestingEvaluation(int seeds, String... tasks) {
        this.seeds = seeds;
        this.tasks = List.of(tasks);
    }

    TestingEvaluation windows(int count) {
        windows = count;
        return this;
    }

    /** From here on all tasks have priority 1. */
    TestingEvaluation equalPriorities() {
        equal = true;
        return this;
    }

    /** Runs of all tasks, one for each seed, whose violations are these and a little per seed. */
    TestingEvaluation shared(String kind, String label, double... violations) {
        return shared(kind, label, 0.05, violations);
    }

    TestingEvaluation sharedWithWindowsOver(String label, double over, double... violations) {
        return shared("nmt", label, over, violations);
    }

    private TestingEvaluation shared(
            String kind, String label, double windowsOver, double... violations) {
        for (int seed = 0; seed < seeds; seed++) {
            List<TaskResult> results = new ArrayList<>();
            for (int t = 0; t < tasks.size(); t++) {
                boolean last = t == tasks.size() - 1;
                Double multiplier = last || kind.equals("sum") ? null : 2.0 + seed;
                results.add(
                        result(
                                t,
                                violations[t] + (kind.equals("sum") ? -1 : 1) * jitter(seed),
                                windowsOver,
                                multiplier,
                                true));
            }
            runs.add(new Run(kind, label, 7 + seed, results));
        }
        return this;
    }

    /** Runs without anything to compare with. */
    TestingEvaluation unreferenced(String label, double... violations) {
        for (int seed = 0; seed < seeds; seed++) {
            List<TaskResult> results = new ArrayList<>();
            for (int t = 0; t < tasks.size(); t++) {
                results.add(result(t, violations[t] + jitter(seed), null, null, false));
            }
            runs.add(new Run("nmt", label, 7 + seed, results));
        }
        return this;
    }

    /** Every task alone. */
    TestingEvaluation singles() {
        for (int t = 0; t < tasks.size(); t++) {
            for (int seed = 0; seed < seeds; seed++) {
                TaskResult alone = result(t, 0, null, null, false);
                runs.add(new Run("single", "single " + tasks.get(t), 7 + seed, List.of(alone)));
            }
        }
        return this;
    }

    TestingEvaluation seedNoise(String task, double windowsOver) {
        noise.add(new SeedNoise(task, windowsOver));
        return this;
    }

    /** Runs in which nothing has a label. */
    TestingEvaluation unlabelled(String label) {
        List<TaskResult> results = new ArrayList<>();
        for (int t = 0; t < tasks.size(); t++) {
            results.add(
                    new TaskResult(
                            tasks.get(t),
                            t + 1,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(new Window(10_000, null, null, null))));
        }
        runs.add(new Run("nmt", label, 7, results));
        return this;
    }

    Evaluation build() {
        return new Evaluation(
                "feed", "events.tsv.gz", 10_000L * windows, 0.5, runs, Summary.of(runs), noise);
    }

    Findings findings() {
        return new Findings(build());
    }

    /** Symmetric, so that the mean over the seeds stays. */
    private double jitter(int seed) {
        return 0.0002 * (seed - (seeds - 1) / 2.0);
    }

    private TaskResult result(
            int task, double violation, Double windowsOver, Double multiplier, boolean reference) {
        double loss = ALONE * (1 + violation);
        List<Window> all = new ArrayList<>();
        for (int w = 1; w <= windows; w++) {
            double wave = 0.05 * Math.sin(w);
            all.add(
                    new Window(
                            10_000L * w,
                            loss + wave,
                            reference ? ALONE + wave : null,
                            multiplier == null ? null : multiplier + wave));
        }
        return new TaskResult(
                tasks.get(task),
                equal ? 1 : task + 1,
                loss,
                loss / ENTROPY,
                0.7,
                1.0,
                reference ? violation : null,
                windowsOver,
                multiplier,
                multiplier,
                all);
    }
}
