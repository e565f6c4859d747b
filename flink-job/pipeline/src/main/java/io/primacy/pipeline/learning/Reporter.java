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

/**
 * Reports models that have learned since they were last reported. A restored one waits until it has
 * learned more: the state does not tell whether it was reported as it is.
 */
final class Reporter {
    private final PrimalDualLearner learner;
    private final Consumer<MetricsReport> output;
    private final Set<String> learned = new HashSet<>();
    private final Map<String, Refused> refusals = new HashMap<>();

    Reporter(PrimalDualLearner learner, Consumer<MetricsReport> output) {
        this.learner = learner;
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
        Refused refused = refusals.get(model.key());
        MetricsReport report = learner.report(model);
        int times = model.lineage().refusals();
        output.accept(
                times == 0
                        ? report
                        : report.refused(
                                times,
                                refused == null ? List.of() : refused.reasons(),
                                refused != null && refused.alarm()));
    }

    /** A snapshot of the model was refused; reports it. */
    void refused(Model model, List<String> reasons, boolean alarm) {
        refusals.put(model.key(), new Refused(reasons, alarm));
        report(model);
    }

    private record Refused(List<String> reasons, boolean alarm) {}
}
