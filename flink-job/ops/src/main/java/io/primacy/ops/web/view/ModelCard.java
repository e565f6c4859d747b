package io.primacy.ops.web.view;

import io.primacy.ops.room.Job;
import io.primacy.ops.room.model.ModelView;
import io.primacy.ops.terminal.Shown;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.util.List;

/**
 * The model that is looked at.
 *
 * @param code short name of its id
 * @param standing how it stands
 * @param headline the verdict in one sentence
 * @param details more sentences
 * @param at when it last said something, ms since 1970
 * @param eventsPerSecond learned per second lately
 * @param report what it last said, names fit to be shown
 * @param marks how many things are known to have happened to it
 * @param job its job's id on Flink; {@code null}: unknown
 */
public record ModelCard(
        String code,
        String standing,
        String headline,
        List<String> details,
        long at,
        double eventsPerSecond,
        MetricsReport report,
        int marks,
        String job) {

    private static final int LONGEST_NAME = 300;

    /** The card of a model. */
    static ModelCard of(ModelView model, List<Job> jobs) {
        String name = "primacy-" + model.id().learner();
        return new ModelCard(
                model.code(),
                model.verdict().standing().name(),
                model.verdict().headline(),
                model.verdict().details(),
                model.at(),
                model.eventsPerSecond(),
                shown(model.report()),
                model.marks(),
                jobs.stream()
                        .filter(job -> job.name().equals(name))
                        .findFirst()
                        .map(Job::id)
                        .orElse(null));
    }

    private static MetricsReport shown(MetricsReport report) {
        return new MetricsReport(
                Shown.text(report.learner(), LONGEST_NAME),
                Shown.text(report.model(), LONGEST_NAME),
                report.epoch(),
                report.step(),
                report.learned(),
                report.pending(),
                report.skippedBatches(),
                report.eventTimeMillis(),
                report.windowEvents(),
                report.residentRows(),
                report.refusals(),
                report.refusedFor().stream().map(r -> Shown.text(r, LONGEST_NAME)).toList(),
                report.alarm(),
                report.tasks().stream().map(ModelCard::shown).toList());
    }

    private static TaskReport shown(TaskReport task) {
        return new TaskReport(
                Shown.name(task.name()),
                task.priority(),
                task.labels(),
                task.logLoss(),
                task.normalizedEntropy(),
                task.auc(),
                task.calibration(),
                task.reference(),
                task.violation(),
                task.multiplier(),
                task.ratio(),
                task.atMaximum(),
                task.tolerance(),
                task.maximum());
    }
}
