package io.primacy.pipeline.learning;

import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The last report of each model as Flink metrics, in groups {@code model} and {@code task}, for the
 * first {@value #MAX_MODELS} models only: a metrics backend pays for every series. Figures that do
 * not exist are NaN.
 */
final class ModelGauges {
    static final int MAX_MODELS = 50;

    private final MetricGroup root;
    private final Map<String, AtomicReference<MetricsReport>> latest = new HashMap<>();

    ModelGauges(MetricGroup root) {
        this.root = root;
    }

    void update(MetricsReport report) {
        AtomicReference<MetricsReport> known = latest.get(report.model());
        if (known != null) {
            known.set(report);
        } else if (latest.size() < MAX_MODELS) {
            AtomicReference<MetricsReport> added = new AtomicReference<>(report);
            latest.put(report.model(), added);
            register(report, added);
        }
    }

    private void register(MetricsReport first, AtomicReference<MetricsReport> latest) {
        MetricGroup model = root.addGroup("model", first.model());
        model.gauge("step", (Gauge<Long>) () -> latest.get().step());
        model.gauge("learnedEvents", (Gauge<Long>) () -> latest.get().learned());
        model.gauge("refusals", (Gauge<Integer>) () -> latest.get().refusals());
        model.gauge("publicationAlarm", (Gauge<Integer>) () -> latest.get().alarm() ? 1 : 0);
        model.gauge("skipped", (Gauge<Long>) () -> latest.get().skippedBatches());
        model.gauge("eventTimeMillis", (Gauge<Long>) () -> latest.get().eventTimeMillis());
        for (int t = 0; t < first.tasks().size(); t++) {
            MetricGroup task = model.addGroup("task", first.tasks().get(t).name());
            gauge(task, "logLoss", t, latest, TaskReport::logLoss);
            gauge(task, "normalizedEntropy", t, latest, TaskReport::normalizedEntropy);
            gauge(task, "auc", t, latest, TaskReport::auc);
            gauge(task, "calibration", t, latest, TaskReport::calibration);
            if (first.tasks().get(t).multiplier() != null) {
                gauge(task, "reference", t, latest, TaskReport::reference);
                gauge(task, "violation", t, latest, TaskReport::violation);
                gauge(task, "multiplier", t, latest, TaskReport::multiplier);
                gauge(task, "ratio", t, latest, TaskReport::ratio);
                gauge(task, "multiplierAtMaximum", t, latest, r -> r.atMaximum() ? 1.0 : 0.0);
            }
        }
    }

    private static void gauge(
            MetricGroup group,
            String name,
            int task,
            AtomicReference<MetricsReport> latest,
            Function<TaskReport, Double> figure) {
        group.gauge(
                name,
                (Gauge<Double>)
                        () -> {
                            Double value = figure.apply(latest.get().tasks().get(task));
                            return value == null ? Double.NaN : value;
                        });
    }
}
