package io.primacy.schema.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a {@link LearnerConfig} of a YAML file. Reports all problems at once, each with its path,
 * what was found and the way out; an unknown key is a problem.
 */
public final class ConfigReader {
    private final List<String> problems = new ArrayList<>();

    private ConfigReader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read, is not YAML, or breaks a rule
     */
    public static LearnerConfig read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    file.toString(), List.of("there is no such file; name one with --config"));
        } catch (MalformedInputException e) {
            throw new ConfigException(file.toString(), List.of("the file is not UTF-8 text"));
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(), List.of("cannot be read: " + e.getMessage()));
        }
    }

    /**
     * Reads YAML text.
     *
     * @param source what to call it in messages
     * @throws ConfigException if it is not YAML or breaks a rule
     */
    public static LearnerConfig parse(String source, String yaml) {
        ConfigReader reader = new ConfigReader();
        LearnerConfig config = reader.learner(tree(source, yaml));
        if (!reader.problems.isEmpty()) {
            throw new ConfigException(source, reader.problems);
        }
        return config;
    }

    /**
     * Reads from a learner's file when its models go back by themselves.
     *
     * @throws ConfigException if the file cannot be read, is not YAML, or breaks any rule
     */
    public static RollbackConfig rollback(Path file) {
        read(file);
        try {
            JsonNode tree = tree(file.toString(), Files.readString(file));
            Section root = new Section("", tree, new ArrayList<>());
            return RollbackConfig.read(root.section("rollback"));
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(), List.of("cannot be read: " + e.getMessage()));
        }
    }

    private static JsonNode tree(String source, String yaml) {
        ObjectMapper mapper =
                new ObjectMapper(
                        YAMLFactory.builder()
                                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                .build());
        try (JsonParser parser = mapper.createParser(yaml)) {
            JsonNode root = mapper.readTree(parser);
            if (root == null || !root.isObject()) {
                throw new ConfigException(
                        source, List.of("the file holds no keys; start from config/kuairand.yaml"));
            }
            return root;
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            String reason = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
            throw new ConfigException(source, List.of(line + "not YAML: " + reason));
        } catch (IOException e) {
            throw new ConfigException(source, List.of("cannot be read: " + e.getMessage()));
        }
    }

    private LearnerConfig learner(JsonNode tree) {
        Section root = new Section("", tree, problems);
        String name = root.requiredText("name", "give the learner a name");
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9_-]{1,100}")) {
            root.problem(
                    "name", "must be 1 to 100 letters, digits, '-' and '_', found '" + name + "'");
        }
        LearnerConfig config =
                new LearnerConfig(
                        name,
                        EventsConfig.read(root.section("events")),
                        FeatureConfig.read(root),
                        TaskConfig.read(root),
                        ModelConfig.read(root.section("model")),
                        OptimizerConfig.read(root.section("optimizer")),
                        BatchConfig.read(root.section("batch")),
                        ConstraintConfig.read(root.section("constraint")),
                        RowsConfig.read(root.section("rows")),
                        MetricsConfig.read(root.section("metrics")),
                        SnapshotConfig.read(root.section("snapshot")),
                        root.whole("seed", 7, Long.MIN_VALUE, Long.MAX_VALUE));
        RollbackConfig.read(root.section("rollback"));
        checkModels(root, config.events(), config.constraint());
        checkTransactions(root, config.events(), config.snapshot());
        checkReference(root, config);
        root.refuseUnknownKeys();
        return config;
    }

    /** Without a model key there is but one model: a tolerance for another is a mistake. */
    private static void checkModels(
            Section root, EventsConfig events, ConstraintConfig constraint) {
        for (String key : constraint.modelTolerances().keySet()) {
            if (events.modelKey() == null && !key.equals(EventsConfig.SINGLE_MODEL)) {
                root.problem(
                        "constraint.models." + key,
                        "is not a model; without events.model-key there is one, '"
                                + EventsConfig.SINGLE_MODEL
                                + "'"
                                + Nearest.suggestion(key, List.of(EventsConfig.SINGLE_MODEL)));
            }
        }
    }

    /** Relative to a base rate's entropy, only a loss of labels 0 and 1 can be. */
    private static void checkReference(Section root, LearnerConfig config) {
        int lowest = config.tasks().stream().mapToInt(TaskConfig::priority).max().orElse(0);
        for (TaskConfig task : config.tasks()) {
            if (config.constraint().reference() == ConstraintConfig.Reference.NORMALIZED
                    && task.priority() < lowest
                    && task.loss() != TaskConfig.Loss.LOGISTIC) {
                root.problem(
                        "constraint.reference",
                        "is normalized, which needs labels 0 and 1 of every constrained task, but '"
                                + task.name()
                                + "' has another loss than logistic; take shadow or frozen");
            }
        }
    }

    /** A transaction is open from one checkpoint to the next, and over a restart in between. */
    private static void checkTransactions(
            Section root, EventsConfig events, SnapshotConfig snapshot) {
        Duration interval = snapshot.checkpointInterval();
        if (events.delivery() == EventsConfig.Delivery.EXACTLY_ONCE
                && events.transactionTimeout().compareTo(interval.multipliedBy(2)) < 0) {
            root.problem(
                    "events.transaction-timeout",
                    "must be at least twice snapshot.checkpoint-interval, found "
                            + Units.shown(events.transactionTimeout())
                            + " with an interval of "
                            + Units.shown(interval));
        }
    }
}
