package io.primacy.learner;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.loss.Loss;
import io.primacy.learner.validation.TaskFigures;
import io.primacy.schema.config.ConstraintConfig.Scale;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.util.ArrayList;
import java.util.List;

/** What models of one learner say of themselves. Reads them, and changes nothing. */
final class ModelReports {
    private final LearnerConfig config;
    private final int published;

    /**
     * @param published the stage that is published
     */
    ModelReports(LearnerConfig config, int published) {
        this.config = config;
        this.published = published;
    }

    /** Figures of the published stage over the sliding window. */
    MetricsReport of(Model model) {
        List<TaskReport> tasks = new ArrayList<>();
        for (int t = 0; t < config.tasks().size(); t++) {
            Constraint own = null;
            for (Constraint constraint : model.constraints(published)) {
                own = constraint.task() == t ? constraint : own;
            }
            tasks.add(report(config.tasks().get(t), model.validation().figures(t), own));
        }
        return new MetricsReport(
                config.name(),
                model.key(),
                model.epoch(),
                model.step(),
                model.learned(),
                model.pending().size(),
                model.skippedBatches(),
                model.eventTimeMillis(),
                model.validation().events(),
                model.rows().size(),
                tasks);
    }

    private TaskReport report(TaskConfig task, TaskFigures figures, Constraint constraint) {
        boolean probability = Loss.of(task.loss()).isProbability();
        boolean constrained = constraint != null;
        return new TaskReport(
                task.name(),
                task.priority(),
                figures.labels(),
                finite(figures.loss()),
                probability ? finite(figures.normalizedEntropy()) : null,
                probability ? finite(figures.auc()) : null,
                finite(figures.calibration()),
                constrained ? finite(figures.reference()) : null,
                constrained ? finite(figures.violation()) : null,
                constrained ? finite(constraint.lambda()) : null,
                constrained && config.constraint().scale() == Scale.GRADIENT_NORM
                        ? finite(constraint.multiplier())
                        : null,
                constrained ? constraint.isAtMaximum() : null,
                constrained ? finite(constraint.tolerance(figures.reference())) : null,
                constrained ? finite(constraint.maximum()) : null);
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
