package io.primacy.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.pipeline.source.SkippedTime;
import io.primacy.pipeline.source.SourceStart;
import io.primacy.pipeline.state.ReturnedModels;
import io.primacy.schema.config.ConfigDigest;
import io.primacy.schema.config.KafkaProperties;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.JobParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link PrimacyJob#main}.
 *
 * @param config file of the learner's config
 * @param bootstrapServers Kafka
 * @param groupId consumer group; {@code null} for the default
 * @param parallelism subtasks; 0 for Flink's own
 * @param kafkaProperties further properties of every Kafka client
 * @param start where events begin that no restored state has
 * @param skippedTimes whose events are left out
 * @param returnedModels out of an older savepoint than the others
 * @param given all of them as they were given
 */
record JobArguments(
        String config,
        String bootstrapServers,
        String groupId,
        int parallelism,
        Map<String, String> kafkaProperties,
        SourceStart start,
        List<SkippedTime> skippedTimes,
        ReturnedModels returnedModels,
        List<String> given) {

    private static final String USAGE =
            "usage: --config FILE --bootstrap-servers HOST:PORT [--group-id ID] [--parallelism N]"
                    + " [--source NAME] [--start-offsets PARTITION=OFFSET,…] [--skip FROM..TO]..."
                    + " [--models-from SAVEPOINT --returned-model KEY...]"
                    + " [--kafka-property KEY=VALUE]...";

    static JobArguments parse(String... args) {
        Map<String, String> values = new HashMap<>();
        List<String> properties = new ArrayList<>();
        List<SkippedTime> skipped = new ArrayList<>();
        List<String> returned = new ArrayList<>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw refused("'" + args[i] + "' has no value");
            }
            switch (args[i]) {
                case "--config",
                        "--bootstrap-servers",
                        "--group-id",
                        "--parallelism",
                        JobParameters.SOURCE,
                        JobParameters.START_OFFSETS,
                        JobParameters.MODELS_FROM ->
                        values.put(args[i], args[i + 1]);
                case "--kafka-property" -> properties.add(args[i + 1]);
                case JobParameters.SKIP -> skipped.add(skippedTime(args[i + 1]));
                case JobParameters.RETURNED_MODEL -> returned.add(args[i + 1]);
                default -> throw refused("'" + args[i] + "' is not an argument");
            }
        }
        return new JobArguments(
                required(values, "--config"),
                required(values, "--bootstrap-servers"),
                values.get("--group-id"),
                number(values.getOrDefault("--parallelism", "0")),
                KafkaProperties.of(properties),
                start(values),
                skipped,
                returned(values.getOrDefault(JobParameters.MODELS_FROM, ""), returned),
                List.of(args));
    }

    JobOptions options(LearnerConfig learner) {
        JobOptions options =
                JobOptions.of(learner, bootstrapServers)
                        .withParallelism(parallelism)
                        .withKafkaProperties(kafkaProperties)
                        .withStart(start)
                        .withSkippedTimes(skippedTimes)
                        .withReturnedModels(returnedModels);
        return groupId == null ? options : options.withGroupId(groupId);
    }

    /** What the running job tells about itself, so that it can be submitted again. */
    Map<String, String> told(LearnerConfig learner) {
        try {
            return Map.of(
                    JobParameters.ARGUMENTS,
                    new ObjectMapper().writeValueAsString(given),
                    JobParameters.CONFIG_DIGEST,
                    ConfigDigest.of(learner));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text can be written as JSON.", e);
        }
    }

    private static SourceStart start(Map<String, String> values) {
        try {
            String offsets = values.get(JobParameters.START_OFFSETS);
            return new SourceStart(
                    values.getOrDefault(JobParameters.SOURCE, SourceStart.FIRST),
                    offsets == null ? Map.of() : SourceStart.offsets(offsets));
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private static ReturnedModels returned(String savepoint, List<String> keys) {
        try {
            return new ReturnedModels(savepoint, keys);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private static SkippedTime skippedTime(String text) {
        try {
            return SkippedTime.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(JobParameters.SKIP + ": " + e.getMessage());
        }
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw refused(name + " is missing");
        }
        return value;
    }

    private static int number(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused("--parallelism is '" + value + "', not a number");
        }
        throw refused("--parallelism is " + value + "; give at least 1, or leave it out");
    }

    private static IllegalArgumentException refused(String problem) {
        return new IllegalArgumentException(problem + "; " + USAGE);
    }
}
