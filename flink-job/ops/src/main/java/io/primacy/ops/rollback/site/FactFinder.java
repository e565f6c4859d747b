package io.primacy.ops.rollback.site;

import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.kafka.Offsets;
import io.primacy.ops.rollback.plan.Facts;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointFiles;
import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Asks everybody who knows what a plan is made from, and touches nothing. */
public final class FactFinder {
    private final LearnerConfig learner;
    private final SavepointCatalogue catalogue;
    private final PublishedVersions published;

    public FactFinder(
            LearnerConfig learner, SavepointCatalogue catalogue, PublishedVersions published) {
        this.learner = learner;
        this.catalogue = catalogue;
        this.published = published;
    }

    /**
     * Finds the facts.
     *
     * @param id of the rollback
     * @param now when it is planned
     * @param job that runs
     * @param submitted what that was submitted with
     * @param jar the job's jar
     * @param offsets of the events' Kafka
     */
    public Facts find(
            String id,
            Instant now,
            SavepointEntry target,
            JobOverview job,
            FlinkClient.Submitted submitted,
            Path jar,
            Offsets offsets,
            OffsetsChoice choice)
            throws IOException {
        return new Facts(
                id,
                now.toString(),
                learner.name(),
                target,
                SavepointFiles.problems(catalogue.savepoint(target.id()), target, false),
                ConfigDigest.of(learner),
                job.id(),
                submitted.arguments(),
                jar.toAbsolutePath().toString(),
                JournalFiles.stopDirectory(catalogue, id).toUri().toString(),
                events(offsets, choice),
                target.contents() == null ? List.of() : published.moves(target.contents()));
    }

    private Map<Integer, Facts.Partition> events(Offsets offsets, OffsetsChoice choice) {
        String topic = learner.events().topic();
        Map<TopicPartition, Long> beginning = offsets.beginning(topic);
        Map<TopicPartition, Long> end = offsets.end(topic);
        Map<TopicPartition, Long> from = end;
        Map<TopicPartition, Long> to = end;
        if (choice instanceof OffsetsChoice.At at) {
            from = offsets.at(topic, at.time());
        } else if (choice instanceof OffsetsChoice.Skip skip) {
            from = offsets.at(topic, skip.from());
            to = offsets.at(topic, skip.to());
        }
        Map<Integer, Facts.Partition> partitions = new HashMap<>();
        for (TopicPartition partition : end.keySet()) {
            partitions.put(
                    partition.partition(),
                    new Facts.Partition(
                            beginning.get(partition),
                            end.get(partition),
                            from.get(partition),
                            to.get(partition)));
        }
        return partitions;
    }
}
