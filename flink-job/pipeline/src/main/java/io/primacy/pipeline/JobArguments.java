package io.primacy.pipeline;

import io.primacy.schema.config.LearnerConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * The arguments of {@link PrimacyJob#main}.
 *
 * @param config file of the learner's config
 * @param bootstrapServers Kafka
 * @param groupId consumer group; {@code null} for the default
 * @param parallelism subtasks; 0 for Flink's own
 * @param kafkaProperties further properties of every Kafka client
 */
record JobArguments(
        String config,
        String bootstrapServers,
        String groupId,
        int parallelism,
        Map<String, String> kafkaProperties) {

    private static final String USAGE =
            "usage: --config FILE --bootstrap-servers HOST:PORT [--group-id ID] [--parallelism N]"
                    + " [--kafka-property KEY=VALUE]...";

    static JobArguments parse(String... args) {
        Map<String, String> values = new HashMap<>();
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw refused("'" + args[i] + "' has no value");
            }
            switch (args[i]) {
                case "--config", "--bootstrap-servers", "--group-id", "--parallelism" ->
                        values.put(args[i], args[i + 1]);
                case "--kafka-property" -> {
                    int equals = args[i + 1].indexOf('=');
                    if (equals < 1) {
                        throw refused("'" + args[i + 1] + "' is not KEY=VALUE");
                    }
                    properties.put(
                            args[i + 1].substring(0, equals), args[i + 1].substring(equals + 1));
                }
                default -> throw refused("'" + args[i] + "' is not an argument");
            }
        }
        return new JobArguments(
                required(values, "--config"),
                required(values, "--bootstrap-servers"),
                values.get("--group-id"),
                number(values.getOrDefault("--parallelism", "0")),
                properties);
    }

    JobOptions options(LearnerConfig learner) {
        JobOptions options =
                JobOptions.of(learner, bootstrapServers)
                        .withParallelism(parallelism)
                        .withKafkaProperties(kafkaProperties);
        return groupId == null ? options : options.withGroupId(groupId);
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
