package io.primacy.local.evaluate;

import io.primacy.learner.LearningStep;
import io.primacy.learner.Model;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * One pass of one learner over the stream in file order, as the job with one partition and without
 * {@code batch.max-delay} does it: a model per key, batches of the configured size, what is left at
 * the end learned then. Every row stays on the heap.
 */
final class Pass {
    private final Variant variant;
    private final LearnerConfig config;
    private final EventSet events;
    private final AtomicLong progress;
    private final List<TaskScore> scores = new ArrayList<>();
    private final Map<String, Keyed> models = new LinkedHashMap<>();

    /**
     * @param windows cut the stream
     * @param progress counts events as they are learned
     */
    Pass(Variant variant, long seed, EventSet events, Windows windows, AtomicLong progress) {
        this.variant = variant;
        this.config = variant.seeded(seed);
        this.events = events;
        this.progress = progress;
        for (TaskConfig task : config.tasks()) {
            scores.add(new TaskScore(task, windows));
        }
    }

    /** Learns the whole stream; returns one score per task of the variant. */
    List<TaskScore> run() {
        return run((learner, model) -> {});
    }

    /** The same, and shows every model as it is at the end. */
    List<TaskScore> run(BiConsumer<PrimalDualLearner, Model> end) {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            for (int i = 0; i < events.size(); i++) {
                Example example = events.get(i);
                Keyed keyed =
                        models.computeIfAbsent(
                                example.modelKey(),
                                key -> new Keyed(learner.create(key, RowStore.none())));
                keyed.add(project(example), i);
                if (keyed.model.pending().isFull()) {
                    learn(learner, keyed);
                }
            }
            for (Keyed keyed : models.values()) {
                if (!keyed.model.pending().isEmpty()) {
                    learn(learner, keyed);
                }
                end.accept(learner, keyed.model);
            }
        }
        scores.forEach(TaskScore::finish);
        return scores;
    }

    /** The example with the labels of this variant's tasks only. */
    private Example project(Example e) {
        float[] labels = new float[variant.tasks().length];
        for (int t = 0; t < labels.length; t++) {
            labels[t] = e.labels()[variant.tasks()[t]];
        }
        return new Example(
                e.modelKey(),
                e.timeMillis(),
                e.partition(),
                e.offset(),
                e.weight(),
                e.ids(),
                e.ends(),
                e.numerics(),
                labels);
    }

    private void learn(PrimalDualLearner learner, Keyed keyed) {
        int[] at = keyed.events;
        LearningStep step =
                learner.learn(
                        keyed.model,
                        (example, task, prediction, label, weight, loss) ->
                                scores.get(task)
                                        .predicted(at[example], prediction, label, weight, loss));
        for (int t = 0; t < scores.size(); t++) {
            scores.get(t).multiplier(at[keyed.pending - 1], step.multipliers()[t]);
        }
        progress.addAndGet(keyed.pending);
        keyed.pending = 0;
    }

    /** A model, and where in the stream its pending examples stand. */
    private final class Keyed {
        final Model model;
        final int[] events = new int[config.batch().size()];
        int pending;

        Keyed(Model model) {
            this.model = model;
        }

        void add(Example example, int event) {
            model.pending().add(example);
            events[pending++] = event;
        }
    }
}
