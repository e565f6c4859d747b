package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.schema.report.MetricsReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reports models that have learned since they were last reported. A restored one waits until it has
 * learned more: the state does not tell whether it was reported as it is.
 */
final class Reporter {
    private final PrimalDualLearner learner;
    private final Predicate<Model> alarming;
    private final Consumer<MetricsReport> output;
    private final Set<String> learned = new HashSet<>();
    private final Map<String, List<String>> reasons = new HashMap<>();

    /**
     * @param alarming whether so many snapshots of a model were refused that somebody must look
     */
    Reporter(PrimalDualLearner learner, Predicate<Model> alarming, Consumer<MetricsReport> output) {
        this.learner = learner;
        this.alarming = alarming;
        this.output = output;
    }

    /** The model has learned a batch. */
    void learned(Model model) {
        learned.add(model.key());
    }

    /** Reports those of {@code models} that have something new to say. */
    void reportChanged(Collection<Model> models) {
        for (Model model : models) {
            if (learned.contains(model.key())) {
                report(model);
            }
        }
    }

    /** Reports a model. */
    void report(Model model) {
        learned.remove(model.key());
        MetricsReport report = learner.report(model);
        int times = model.lineage().refusals();
        output.accept(
                times == 0
                        ? report
                        : report.refused(
                                times,
                                reasons.getOrDefault(model.key(), List.of()),
                                alarming.test(model)));
    }

    /** A snapshot of the model was refused; reports it. */
    void refused(Model model, List<String> why) {
        reasons.put(model.key(), why);
        report(model);
    }
}
