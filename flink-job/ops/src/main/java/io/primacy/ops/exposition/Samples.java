package io.primacy.ops.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of one scrape, collected by metric. */
final class Samples {
    private final Map<Metric, Map<Labels, Double>> samples = new EnumMap<>(Metric.class);

    /**
     * Adds a value, unless there is one of the same labels: one that came twice, as where a report
     * names a task twice, would make the whole scrape fail.
     *
     * @param labels values, in the order of the metric's label names
     */
    void add(Metric metric, double value, String... labels) {
        samples.computeIfAbsent(metric, m -> new LinkedHashMap<>())
                .putIfAbsent(labels(metric, labels), value);
    }

    /** Adds a value unless there is none: {@code null}, or not finite. */
    void addIfAny(Metric metric, Double value, String... labels) {
        if (value != null && Double.isFinite(value)) {
            add(metric, value.doubleValue(), labels);
        }
    }

    private static Labels labels(Metric metric, String... values) {
        return metric.labels().isEmpty()
                ? Labels.EMPTY
                : Labels.of(metric.labels().split(", "), values);
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        samples.forEach(
                (metric, values) -> {
                    MetricMetadata metadata =
                            new MetricMetadata(metric.metricName(), metric.meaning());
                    all.metricSnapshot(
                            metric.kind() == Metric.Kind.COUNTER
                                    ? new CounterSnapshot(metadata, counters(values))
                                    : new GaugeSnapshot(metadata, gauges(values)));
                });
        return all.build();
    }

    private static List<CounterDataPointSnapshot> counters(Map<Labels, Double> values) {
        return values.entrySet().stream()
                .map(v -> new CounterDataPointSnapshot(v.getValue(), v.getKey(), null, 0))
                .toList();
    }

    private static List<GaugeDataPointSnapshot> gauges(Map<Labels, Double> values) {
        return values.entrySet().stream()
                .map(v -> new GaugeDataPointSnapshot(v.getValue(), v.getKey(), null))
                .toList();
    }
}
