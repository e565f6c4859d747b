package io.primacy.ops.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Values of one scrape, collected by metric. */
final class Samples {
    private final Map<Metric, List<Sample>> samples = new EnumMap<>(Metric.class);

    /**
     * Adds a value.
     *
     * @param labels values, in the order of the metric's label names
     */
    void add(Metric metric, double value, String... labels) {
        samples.computeIfAbsent(metric, m -> new ArrayList<>())
                .add(new Sample(labels(metric, labels), value));
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

    private static List<CounterDataPointSnapshot> counters(List<Sample> values) {
        return values.stream()
                .map(s -> new CounterDataPointSnapshot(s.value(), s.labels(), null, 0))
                .toList();
    }

    private static List<GaugeDataPointSnapshot> gauges(List<Sample> values) {
        return values.stream()
                .map(s -> new GaugeDataPointSnapshot(s.value(), s.labels(), null))
                .toList();
    }

    /**
     * One value.
     *
     * @param labels by name
     */
    private record Sample(Labels labels, double value) {}
}
