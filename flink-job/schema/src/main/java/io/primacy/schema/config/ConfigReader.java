package io.primacy.schema.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.primacy.schema.config.ConstraintConfig.Scale;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a {@link LearnerConfig} of a YAML file. Reports all problems at once, each with its path,
 * what was found and the way out; an unknown key is a problem.
 */
public final class ConfigReader {
    private static final int MAX = Integer.MAX_VALUE;
    private static final String TOPIC_RULE =
            "a Kafka topic: up to 249 letters, digits, '.', '_' and '-'";

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
                        events(root.section("events")),
                        features(root),
                        tasks(root),
                        model(root.section("model")),
                        optimizer(root.section("optimizer")),
                        batch(root.section("batch")),
                        constraint(root.section("constraint")),
                        rows(root.section("rows")),
                        metrics(root.section("metrics")),
                        snapshot(root.section("snapshot")),
                        root.whole("seed", 7, Long.MIN_VALUE, Long.MAX_VALUE));
        RollbackConfig.read(root.section("rollback"));
        checkModels(root, config.events(), config.constraint());
        checkTransactions(root, config.events(), config.snapshot());
        root.refuseUnknownKeys();
        return config;
    }

    private EventsConfig events(Section s) {
        EventsConfig events =
                new EventsConfig(
                        s.requiredText("topic", "name the Kafka topic of the impressions"),
                        s.pointer("time", null),
                        s.pointer("model-key", null),
                        s.pointer("weight", null),
                        s.text("dead-letter-topic", "primacy-dead-letters", TOPIC_RULE),
                        s.text("metrics-topic", "primacy-metrics", TOPIC_RULE),
                        s.text("snapshots-topic", "primacy-snapshots", TOPIC_RULE),
                        (int) s.bytes("max-bytes", 1 << 20, 64, 64 << 20),
                        s.integer("max-value-length", 1024, 1, 1 << 20),
                        s.integer("max-list-length", 64, 1, 65_536),
                        s.choice(
                                "delivery",
                                EventsConfig.Delivery.AT_LEAST_ONCE,
                                EventsConfig.Delivery.class),
                        s.duration("transaction-timeout", EventsConfig.TRANSACTION_TIMEOUT, false));
        Map<String, String> topics = new HashMap<>();
        topic(s, "topic", events.topic(), topics);
        topic(s, "dead-letter-topic", events.deadLetterTopic(), topics);
        topic(s, "metrics-topic", events.metricsTopic(), topics);
        topic(s, "snapshots-topic", events.snapshotsTopic(), topics);
        s.refuseUnknownKeys();
        return events;
    }

    private static void topic(Section s, String key, String topic, Map<String, String> seen) {
        if (topic.isEmpty()) {
            return;
        }
        if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
            s.problem(key, "must be " + TOPIC_RULE + ", found '" + topic + "'");
        }
        String other = seen.putIfAbsent(topic, key);
        if (other != null) {
            s.problem(
                    key,
                    "must be a topic of its own, found '"
                            + topic
                            + "', which "
                            + other
                            + " is, too");
        }
    }

    private List<FeatureConfig> features(Section root) {
        List<FeatureConfig> features = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (Section s : root.sections("features")) {
            String name = uniqueName(s, names);
            FeatureConfig.Type type =
                    s.choice("type", FeatureConfig.Type.CATEGORICAL, FeatureConfig.Type.class);
            boolean numeric = type == FeatureConfig.Type.NUMERIC;
            features.add(
                    new FeatureConfig(
                            name,
                            s.pointer("path", "/" + name),
                            type,
                            numeric ? 0 : s.integer("dimension", 16, 1, 1024),
                            type == FeatureConfig.Type.CATEGORICAL_LIST
                                    ? s.text("separator", null, "what separates a list's elements")
                                    : null,
                            numeric
                                    ? s.choice(
                                            "transform",
                                            FeatureConfig.Transform.NONE,
                                            FeatureConfig.Transform.class)
                                    : FeatureConfig.Transform.NONE,
                            numeric ? s.number("offset", 0, "that is finite", x -> true) : 0,
                            numeric ? s.number("scale", 1, "other than 0", x -> x != 0) : 1));
            s.refuseUnknownKeys();
        }
        return features;
    }

    private List<TaskConfig> tasks(Section root) {
        List<TaskConfig> tasks = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (Section s : root.sections("tasks")) {
            String name = uniqueName(s, names);
            if (!s.has("priority")) {
                s.problem("priority", "is missing; 1 is the highest");
            }
            tasks.add(
                    new TaskConfig(
                            name,
                            s.pointer("label", "/" + name),
                            s.choice("loss", TaskConfig.Loss.LOGISTIC, TaskConfig.Loss.class),
                            s.integer("priority", 1, 1, MAX),
                            s.number("weight", 1, "greater than 0", x -> x > 0),
                            s.pointer("when", null)));
            s.refuseUnknownKeys();
        }
        return tasks;
    }

    private static String uniqueName(Section s, Map<String, String> seen) {
        String name = s.requiredText("name", "every feature and task needs one");
        if (!name.isEmpty()) {
            String other = seen.putIfAbsent(name, s.path("name"));
            if (other != null) {
                s.problem(
                        "name",
                        "must be unique, found '" + name + "', which " + other + " is, too");
            }
        }
        return name;
    }

    private ModelConfig model(Section s) {
        ModelConfig.Architecture architecture =
                s.choice(
                        "architecture",
                        ModelConfig.Architecture.PLE,
                        ModelConfig.Architecture.class);
        boolean shared = architecture == ModelConfig.Architecture.SHARED_BOTTOM;
        boolean ple = architecture == ModelConfig.Architecture.PLE;
        int experts = s.integer("experts", shared ? 1 : ple ? 2 : 4, 1, 256);
        if (shared && experts != 1) {
            s.problem(
                    "experts",
                    "must be left out with architecture shared-bottom, found "
                            + experts
                            + "; for several experts choose mmoe");
        }
        int taskExperts = s.integer("task-experts", ple ? 1 : 0, 0, 256);
        if (ple != taskExperts > 0) {
            s.problem(
                    "task-experts",
                    ple
                            ? "must be 1 or higher with architecture ple, found 0"
                            : "must be left out without architecture ple, found " + taskExperts);
        }
        ModelConfig model =
                new ModelConfig(
                        architecture,
                        experts,
                        s.widths("expert-layers", List.of(64, 32), false),
                        s.widths("tower-layers", List.of(16), true),
                        taskExperts,
                        s.flag("wide", false));
        s.refuseUnknownKeys();
        return model;
    }

    private OptimizerConfig optimizer(Section s) {
        double clipNorm = s.number("clip-norm", 10, "0 (off) or higher", x -> x >= 0);
        OptimizerConfig rows = s.has("rows") ? rule(s.section("rows"), 0, null) : null;
        return rule(s, clipNorm, rows);
    }

    private static OptimizerConfig rule(Section s, double clipNorm, OptimizerConfig rows) {
        OptimizerConfig.Type type =
                s.choice("type", OptimizerConfig.Type.ADAGRAD, OptimizerConfig.Type.class);
        OptimizerConfig optimizer =
                new OptimizerConfig(
                        type,
                        s.number(
                                "learning-rate",
                                type == OptimizerConfig.Type.ADAM ? 0.001 : 0.05,
                                "greater than 0",
                                x -> x > 0),
                        s.number("initial-accumulator", 1e-7, "0 or higher", x -> x >= 0),
                        s.number(
                                "epsilon",
                                type == OptimizerConfig.Type.ADAM ? 1e-8 : 1e-10,
                                "greater than 0",
                                x -> x > 0),
                        clipNorm,
                        s.number("beta1", 0.9, "0 or higher and below 1", x -> x >= 0 && x < 1),
                        s.number("beta2", 0.999, "0 or higher and below 1", x -> x >= 0 && x < 1),
                        s.number("beta", 1, "greater than 0", x -> x > 0),
                        s.number("l1", 0, "0 or higher", x -> x >= 0),
                        s.number("l2", 0, "0 or higher", x -> x >= 0),
                        rows);
        s.refuseUnknownKeys();
        return optimizer;
    }

    private BatchConfig batch(Section s) {
        BatchConfig batch =
                new BatchConfig(
                        s.integer("size", 256, 1, 65_536),
                        s.duration("max-delay", Duration.ofSeconds(1), true),
                        s.integer("threads", 1, 1, 64));
        s.refuseUnknownKeys();
        return batch;
    }

    private ConstraintConfig constraint(Section s) {
        Scale scale = s.choice("scale", Scale.GRADIENT_NORM, Scale.class);
        boolean scaled = scale == Scale.GRADIENT_NORM;
        Section controller = s.section("controller");
        ConstraintConfig.Controller type =
                controller.choice(
                        "type",
                        scaled
                                ? ConstraintConfig.Controller.EXPONENTIATED
                                : ConstraintConfig.Controller.GRADIENT_ASCENT,
                        ConstraintConfig.Controller.class);
        boolean exponentiated = type == ConstraintConfig.Controller.EXPONENTIATED;
        double max = controller.number("max", 100, "greater than 0", x -> x > 0);
        double min =
                controller.number(
                        "min",
                        exponentiated ? Math.min(max, 0.5) : 0,
                        (exponentiated ? "greater than 0" : "0 or higher") + ", up to the maximum",
                        x -> (exponentiated ? x > 0 : x >= 0) && x <= max);
        double initial = !scaled ? 10 : exponentiated ? 2 : 4;
        ConstraintConfig.Reference reference =
                s.choice(
                        "reference",
                        ConstraintConfig.Reference.SHADOW,
                        ConstraintConfig.Reference.class);
        boolean shadow = reference == ConstraintConfig.Reference.SHADOW;
        ConstraintConfig constraint =
                new ConstraintConfig(
                        reference,
                        s.whole("warmup", shadow ? 0 : 20_000, shadow ? 0 : 1, Long.MAX_VALUE),
                        s.number("tolerance", 0, "0 or higher", x -> x >= 0),
                        s.number("absolute-tolerance", 0, "0 or higher", x -> x >= 0),
                        s.number("clip", 1, "greater than 0", x -> x > 0),
                        scale,
                        type,
                        controller.number(
                                "learning-rate",
                                exponentiated ? 0.003 : 1,
                                "0 or higher",
                                x -> x >= 0),
                        controller.number("release", 0.02, "0 or higher", x -> x >= 0),
                        controller.number(
                                "initial",
                                Math.max(min, Math.min(max, initial)),
                                "from " + min + ", the minimum, to " + max + ", the maximum",
                                x -> x >= min && x <= max),
                        min,
                        max,
                        controller.number("proportional", 1, "0 or higher", x -> x >= 0),
                        controller.number(
                                "smoothing",
                                exponentiated ? 0.98 : 0.9,
                                "0 or higher and below 1",
                                x -> x >= 0 && x < 1),
                        pull(s, shadow, scaled),
                        modelTolerances(s.section("models")));
        controller.refuseUnknownKeys();
        s.refuseUnknownKeys();
        return constraint;
    }

    private static double pull(Section s, boolean shadow, boolean scaled) {
        double pull =
                s.number("pull", shadow && scaled ? 0.02 : 0, "from 0 to 1", x -> x >= 0 && x <= 1);
        if (pull > 0 && !shadow) {
            s.problem(
                    "pull",
                    "is " + pull + "; only with reference: shadow are there weights to return to");
        }
        return pull;
    }

    private static SortedMap<String, Double> modelTolerances(Section s) {
        SortedMap<String, Double> tolerances = new TreeMap<>();
        for (String key : s.keys()) {
            Section model = s.section(key);
            if (model.keys().isEmpty()) {
                model.problem("tolerance", "is missing; a model listed here has one of its own");
            }
            tolerances.put(key, model.number("tolerance", 0, "0 or higher", x -> x >= 0));
            model.refuseUnknownKeys();
        }
        return tolerances;
    }

    /** Without a model key there is but one model: a tolerance for another is a mistake. */
    private void checkModels(Section root, EventsConfig events, ConstraintConfig constraint) {
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

    private RowsConfig rows(Section s) {
        RowsConfig rows =
                new RowsConfig(
                        s.bytes("memory", 512L << 20, 1 << 20, 1L << 40),
                        s.integer("min-count", 1, 1, 255),
                        s.duration("ttl", Duration.ZERO, true),
                        s.bytes("admission-memory", 1 << 20, 1 << 10, 1 << 30));
        s.refuseUnknownKeys();
        return rows;
    }

    private MetricsConfig metrics(Section s) {
        MetricsConfig metrics =
                new MetricsConfig(
                        s.whole("window", 100_000, 1, Long.MAX_VALUE),
                        s.duration("interval", Duration.ofSeconds(1), false));
        s.refuseUnknownKeys();
        return metrics;
    }

    private SnapshotConfig snapshot(Section s) {
        SnapshotConfig snapshot =
                new SnapshotConfig(
                        s.requiredText("directory", "name the directory that snapshots go to"),
                        s.integer("every-checkpoints", 1, 1, MAX),
                        s.duration("checkpoint-interval", Duration.ofSeconds(10), false),
                        s.integer("base-every", 20, 1, MAX),
                        s.bytes("delta-memory", 256L << 20, 1 << 20, 64L << 30),
                        s.integer("keep", 200, 1, MAX),
                        s.duration("keep-for", Duration.ofHours(24), true),
                        GateConfig.read(s.section("gate")));
        s.refuseUnknownKeys();
        return snapshot;
    }
}
