package io.primacy.pipeline;

import io.primacy.pipeline.source.SkippedTime;
import io.primacy.pipeline.source.SourceStart;
import io.primacy.pipeline.state.ReturnedModels;
import io.primacy.schema.config.LearnerConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a run needs beyond the learner's config.
 *
 * @param bootstrapServers Kafka, {@code host:port}, several separated by commas
 * @param kafkaProperties further properties of every Kafka client, security for example
 * @param groupId consumer group of the events
 * @param parallelism subtasks of every operator, ≥ 1; 0 leaves it to Flink's configuration
 * @param start where events begin that no restored state has
 * @param skippedTimes whose events are left out
 * @param returnedModels out of an older savepoint than the others
 */
public record JobOptions(
        String bootstrapServers,
        Map<String, String> kafkaProperties,
        String groupId,
        int parallelism,
        SourceStart start,
        List<SkippedTime> skippedTimes,
        ReturnedModels returnedModels) {

    public JobOptions {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(returnedModels, "returnedModels");
        kafkaProperties = Map.copyOf(kafkaProperties);
        skippedTimes = List.copyOf(skippedTimes);
        if (parallelism < 0) {
            throw new IllegalArgumentException(
                    "Parallelism is " + parallelism + "; give at least 1, or 0 for Flink's own.");
        }
    }

    /** The defaults: group {@code primacy-<learner's name>}, one subtask. */
    public static JobOptions of(LearnerConfig config, String bootstrapServers) {
        return new JobOptions(
                bootstrapServers,
                Map.of(),
                "primacy-" + config.name(),
                1,
                SourceStart.CONTINUED,
                List.of(),
                ReturnedModels.NONE);
    }

    /** The same with another parallelism. */
    public JobOptions withParallelism(int subtasks) {
        return new JobOptions(
                bootstrapServers,
                kafkaProperties,
                groupId,
                subtasks,
                start,
                skippedTimes,
                returnedModels);
    }

    /** The same with further Kafka properties. */
    public JobOptions withKafkaProperties(Map<String, String> properties) {
        return new JobOptions(
                bootstrapServers,
                properties,
                groupId,
                parallelism,
                start,
                skippedTimes,
                returnedModels);
    }

    /** The same with another consumer group. */
    public JobOptions withGroupId(String id) {
        return new JobOptions(
                bootstrapServers,
                kafkaProperties,
                id,
                parallelism,
                start,
                skippedTimes,
                returnedModels);
    }

    /** The same with another beginning. */
    public JobOptions withStart(SourceStart other) {
        return new JobOptions(
                bootstrapServers,
                kafkaProperties,
                groupId,
                parallelism,
                other,
                skippedTimes,
                returnedModels);
    }

    /** The same with other times left out. */
    public JobOptions withSkippedTimes(List<SkippedTime> times) {
        return new JobOptions(
                bootstrapServers,
                kafkaProperties,
                groupId,
                parallelism,
                start,
                times,
                returnedModels);
    }

    /** The same with models that return out of an older savepoint. */
    public JobOptions withReturnedModels(ReturnedModels models) {
        return new JobOptions(
                bootstrapServers,
                kafkaProperties,
                groupId,
                parallelism,
                start,
                skippedTimes,
                models);
    }
}
