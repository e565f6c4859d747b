package io.primacy.local.evaluate;

import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One way to learn from the same stream.
 *
 * @param kind nmt, frozen, normalized, single or sum
 * @param label the kind and what tells it from its siblings
 * @param config its learner
 * @param tasks for each of its tasks: the task's index in the evaluated config
 */
record Variant(String kind, String label, LearnerConfig config, int[] tasks) {

    /** Weights that the sweep gives to everything below the highest level. */
    static final double[] SWEEP = {0.03, 0.1, 0.3, 1, 3, 10};

    /** Share of the stream that each level has to itself when the config names no warm-up. */
    private static final double WARMUP_SHARE = 0.2;

    /**
     * What is learned, in the order of the report: the config, what it is measured by, and more.
     */
    static List<Variant> of(LearnerConfig config, boolean baselines, long events) {
        List<Variant> variants = new ArrayList<>();
        boolean ordered = config.levels().length > 1;
        if (config.tasks().size() > 1) {
            variants.add(constrained(config, config.constraint().reference(), events));
        }
        if (baselines && ordered) {
            for (Reference reference : Reference.values()) {
                if (reference != config.constraint().reference()) {
                    variants.add(constrained(config, reference, events));
                }
            }
        }
        for (int t = 0; t < config.tasks().size(); t++) {
            variants.add(alone(config, t));
        }
        if (baselines && ordered) {
            for (double weight : SWEEP) {
                variants.add(sum(config, weight));
            }
        }
        return variants;
    }

    /** The label of a task's run alone. */
    static String aloneLabel(String task) {
        return "single " + task;
    }

    private static Variant constrained(LearnerConfig config, Reference reference, long events) {
        ConstraintConfig c = config.constraint();
        long warmup = c.warmup();
        if (reference != c.reference() && reference != Reference.SHADOW) {
            warmup = Math.max(1, (long) (WARMUP_SHARE * events));
        }
        if (reference != c.reference() && reference == Reference.SHADOW) {
            warmup = 0;
        }
        ConstraintConfig constraint =
                new ConstraintConfig(
                        reference,
                        warmup,
                        c.tolerance(),
                        c.absoluteTolerance(),
                        c.clip(),
                        c.scale(),
                        c.controller(),
                        c.learningRate(),
                        c.release(),
                        c.initial(),
                        c.min(),
                        c.max(),
                        c.proportional(),
                        c.smoothing(),
                        reference == Reference.SHADOW ? c.pull() : 0,
                        c.modelTolerances());
        String name = reference.name().toLowerCase(Locale.ROOT);
        return new Variant(
                reference == Reference.SHADOW ? "nmt" : name,
                "nmt " + name,
                with(config, config.tasks(), constraint, config.seed()),
                IntStream.range(0, config.tasks().size()).toArray());
    }

    private static Variant alone(LearnerConfig config, int task) {
        TaskConfig own = config.tasks().get(task);
        return new Variant(
                "single",
                aloneLabel(own.name()),
                with(config, List.of(own), config.constraint(), config.seed()),
                new int[] {task});
    }

    private static Variant sum(LearnerConfig config, double weight) {
        List<TaskConfig> tasks = new ArrayList<>();
        for (TaskConfig task : config.tasks()) {
            boolean highest = config.levelOf(task) == 0;
            tasks.add(
                    new TaskConfig(
                            task.name(),
                            task.label(),
                            task.loss(),
                            1,
                            task.weight() * (highest ? 1 : weight),
                            task.when()));
        }
        return new Variant(
                "sum",
                "sum " + (weight == Math.rint(weight) ? "%.0f" : "%s").formatted(weight),
                with(config, tasks, config.constraint(), config.seed()),
                IntStream.range(0, tasks.size()).toArray());
    }

    /** This learner with another seed. */
    LearnerConfig seeded(long seed) {
        return with(config, config.tasks(), config.constraint(), seed);
    }

    private static LearnerConfig with(
            LearnerConfig c, List<TaskConfig> tasks, ConstraintConfig constraint, long seed) {
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                tasks,
                c.model(),
                c.optimizer(),
                c.batch(),
                constraint,
                c.rows(),
                c.metrics(),
                c.snapshot(),
                seed);
    }
}
