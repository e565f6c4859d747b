package io.primacy.pipeline;

import io.primacy.pipeline.publish.KafkaAnnouncer;
import io.primacy.pipeline.report.ReportSinks;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.snapshot.SnapshotSink;
import io.primacy.pipeline.source.EventSource;
import io.primacy.pipeline.source.RawEvent;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the job reads and writes.
 *
 * @param events raw events
 * @param deadLetters takes what cannot be learned from
 * @param metrics takes the models' reports
 * @param snapshots takes the models
 */
public record Endpoints(
        Source<RawEvent, ?, ?> events,
        Sink<DeadLetter> deadLetters,
        Sink<MetricsReport> metrics,
        Sink<SnapshotPart> snapshots) {

    public Endpoints {
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(deadLetters, "deadLetters");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(snapshots, "snapshots");
    }

    /** The config's Kafka topics and snapshot directory. */
    public static Endpoints of(LearnerConfig config, JobOptions options) {
        String servers = options.bootstrapServers();
        Map<String, String> properties = options.kafkaProperties();
        EventsConfig topics = config.events();
        ReportSinks reports = new ReportSinks(servers, topics, options.groupId(), properties);
        return new Endpoints(
                EventSource.of(
                        servers, topics.topic(), options.groupId(), options.start(), properties),
                reports.deadLetters(),
                reports.metrics(),
                new SnapshotSink(
                        config,
                        KafkaAnnouncer.factory(servers, topics.snapshotsTopic(), properties)));
    }
}
