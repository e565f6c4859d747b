package io.primacy.schema.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final String SMALLEST =
            """
            name: small
            events: {topic: impressions}
            features: [{name: user}]
            tasks: [{name: like, priority: 1}, {name: click, priority: 2}]
            snapshot: {directory: snapshots}
            """;

    @Test
    void everythingLeftOutTakesItsDefault() {
        LearnerConfig config = ConfigReader.parse("test", SMALLEST);

        assertThat(config.features().get(0))
                .isEqualTo(
                        new FeatureConfig(
                                "user",
                                "/user",
                                FeatureConfig.Type.CATEGORICAL,
                                16,
                                null,
                                FeatureConfig.Transform.NONE,
                                0,
                                1));
        assertThat(config.tasks().get(1))
                .isEqualTo(new TaskConfig("click", "/click", TaskConfig.Loss.LOGISTIC, 2, 1));
        assertThat(config.model())
                .isEqualTo(
                        new ModelConfig(
                                ModelConfig.Architecture.PLE,
                                2,
                                List.of(64, 32),
                                List.of(16),
                                1,
                                false));
        assertThat(config.batch()).isEqualTo(new BatchConfig(256, Duration.ofSeconds(1), 0));
        assertThat(config.constraint().controller())
                .isEqualTo(ConstraintConfig.Controller.EXPONENTIATED);
        assertThat(config.constraint().initial()).isEqualTo(2);
        assertThat(config.constraint().pull()).isEqualTo(0.02);
        assertThat(config.constraint().min()).isEqualTo(0.5);
        assertThat(config.rows().memoryBytes()).isEqualTo(512L << 20);
        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.levels()).containsExactly(1, 2);
    }

    @Test
    void rowsMayHaveARuleOfTheirOwnAndTheModelALinearPart() {
        LearnerConfig config =
                ConfigReader.parse(
                        "test",
                        SMALLEST
                                + "model: {wide: true}\n"
                                + "optimizer: {clip-norm: 3, rows: {type: ftrl, l1: 0.5}}\n");

        assertThat(config.model().wide()).isTrue();
        assertThat(config.optimizer().type()).isEqualTo(OptimizerConfig.Type.ADAGRAD);
        assertThat(config.optimizer().clipNorm()).isEqualTo(3);
        assertThat(config.optimizer().forRows().type()).isEqualTo(OptimizerConfig.Type.FTRL);
        assertThat(config.optimizer().forRows().l1()).isEqualTo(0.5);
    }

    @Test
    void aModelMayHaveAToleranceOfItsOwn() {
        String yaml =
                SMALLEST.replace("impressions}", "impressions, model-key: /scene}")
                        + "constraint: {tolerance: 0.02, models: {mail: {tolerance: 0.01}, home:"
                        + " {tolerance: 0}}}\n";

        ConstraintConfig constraint = ConfigReader.parse("test", yaml).constraint();

        assertThat(constraint.modelTolerances().toString()).isEqualTo("{home=0.0, mail=0.01}");
        assertThat(constraint.of("home").tolerance()).isZero();
        assertThat(constraint.of("mail").tolerance()).isEqualTo(0.01);
        assertThat(constraint.of("search").tolerance()).isEqualTo(0.02);
        assertThat(constraint.of("search").initial()).isEqualTo(constraint.initial());
    }

    @Test
    void rowsMayBeAdmittedLateAndExpire() {
        assertThat(ConfigReader.parse("test", SMALLEST).rows())
                .isEqualTo(new RowsConfig(512L << 20, 1, Duration.ZERO, 1 << 20));
        assertThat(
                        ConfigReader.parse(
                                        "test",
                                        SMALLEST
                                                + "rows: {memory: 1GiB, min-count: 3, ttl: 30d,"
                                                + " admission-memory: 64KiB}\n")
                                .rows())
                .isEqualTo(new RowsConfig(1 << 30, 3, Duration.ofDays(30), 64 << 10));
        assertThat(ConfigReader.parse("test", SMALLEST + "rows: {ttl: off}\n").rows().ttl())
                .isZero();
    }

    @Test
    void whatGoesToKafkaMayBeDeliveredExactlyOnce() {
        EventsConfig plain = ConfigReader.parse("test", SMALLEST).events();
        EventsConfig exact =
                ConfigReader.parse(
                                "test",
                                SMALLEST.replace(
                                        "impressions}",
                                        "impressions, delivery: exactly-once, transaction-timeout:"
                                                + " 10m}"))
                        .events();

        assertThat(plain.delivery()).isEqualTo(EventsConfig.Delivery.AT_LEAST_ONCE);
        assertThat(exact.delivery()).isEqualTo(EventsConfig.Delivery.EXACTLY_ONCE);
        assertThat(exact.transactionTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThatThrownBy(
                        () ->
                                ConfigReader.parse(
                                        "test",
                                        SMALLEST.replace(
                                                "impressions}",
                                                "impressions, delivery: exactly-once,"
                                                        + " transaction-timeout: 15s}")))
                .hasMessageContaining(
                        "events.transaction-timeout: must be at least twice"
                                + " snapshot.checkpoint-interval, found 15s with an interval of"
                                + " 10s");
    }

    @Test
    void thePublishedFormStartsAtTen() {
        LearnerConfig config = ConfigReader.parse("test", SMALLEST + "constraint: {scale: none}\n");

        assertThat(config.constraint().initial()).isEqualTo(10);
        assertThat(config.constraint().min()).isZero();
        assertThat(config.constraint().controller())
                .isEqualTo(ConstraintConfig.Controller.GRADIENT_ASCENT);
    }

    @Test
    void fiveMistakesAreAllReportedWithPathsAndSuggestions() {
        String yaml =
                """
                name: small
                events: {topic: impressions, tyme: /ts}
                features: [{name: user, dimension: 0}]
                tasks: [{name: like, priority: 0}, {name: click, priority: 2, loss: logistik}]
                optimizer: {learning-rate: -1}
                snapshot: {directory: snapshots}
                """;

        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class, () -> ConfigReader.parse("c.yaml", yaml));

        assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "events.tyme: is not a key here; did you mean 'time'?",
                        "features[0].dimension: must be from 1 to 1024, found 0",
                        "tasks[0].priority: must be 1 or higher, found 0",
                        "tasks[1].loss: must be one of logistic, squared, huber, poisson, found"
                                + " 'logistik'; did you mean 'logistic'?",
                        "optimizer.learning-rate: must be greater than 0 (from 1.2e-38 to 3.4e38),"
                                + " found -1");
        assertThat(e).hasMessageStartingWith("c.yaml has 5 problems:\n  ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events: {topic: a b}|events.topic: must be a Kafka topic",
                "events: {topic: primacy-metrics}|events.metrics-topic: must be a topic of its own",
                "events: {topic: t, time: ts}|events.time: must be a JSON pointer, which begins with '/'",
                "events: {topic: t, max-bytes: 5 apples}|events.max-bytes: must be a size",
                "features: []|features: must be a list of at least one mapping",
                "features: [{name: a}, {name: a}]|features[1].name: must be unique",
                "features: [{name: a, type: numeric, dimension: 4}]|features[0].dimension: is not a key here",
                "features: [{name: a, scale: 2}]|features[0].scale: is not a key here",
                "features: [{name: a, type: numeric, scale: 0}]|features[0].scale: must be other than 0",
                "features: [user]|features[0]: must be a mapping",
                "tasks: [{name: like}]|tasks[0].priority: is missing",
                "tasks: [{priority: 1}]|tasks[0].name: is missing",
                "tasks: [{name: a, priority: 1, weight: 0}]|tasks[0].weight: must be greater than 0",
                "model: {architecture: shared-bottom, experts: 3}|model.experts: must be left out",
                "model: {expert-layers: []}|model.expert-layers: must be a list of layer widths",
                "model: {tower-layers: [0]}|model.tower-layers: must be a list of layer widths",
                "model: {wide: 2}|model.wide: must be true or false",
                "optimizer: {rows: {clip-norm: 1}}|optimizer.rows.clip-norm: is not a key here",
                "optimizer: {type: lion}|optimizer.type: must be one of sgd, adagrad, adam, ftrl",
                "optimizer: {type: adam, beta1: 0.99999999}|optimizer.beta1: must be 0 or higher and below 1",
                "optimizer: {type: adam, beta2: 0.99999999}|optimizer.beta2: must be 0 or higher and below 1",
                "optimizer: {initial-accumulator: 0, epsilon: 1.0e-46}|optimizer.epsilon: must be greater than 0",
                "optimizer: {type: ftrl, learning-rate: 1.0e-46}|optimizer.learning-rate: must be greater than 0",
                "optimizer: {learning-rate: 1.0e+39}|optimizer.learning-rate: must be greater than 0",
                "optimizer: {rows: {type: ftrl, beta: 1.0e-46}}|optimizer.rows.beta: must be greater than 0",
                "optimizer: {type: ftrl, l1: 1.0e+39}|optimizer.l1: must be 0 or higher",
                "batch: {size: 70000}|batch.size: must be from 1 to 65536",
                "batch: {threads: -1}|batch.threads: must be from 0 to 64",
                "batch: {max-delay: 0s}|batch.max-delay: must be a duration",
                "batch: {max-delay: soon}|batch.max-delay: must be a duration",
                "constraint: {tolerance: -0.1}|constraint.tolerance: must be 0 or higher",
                "constraint: {controller: {initial: 500}}|constraint.controller.initial: must be from 0.5",
                "constraint: {controller: {smoothing: 1}}|constraint.controller.smoothing: must be",
                "constraint: {controller: {smoothing: 0}}|constraint.controller.smoothing: must be greater than 0",
                "constraint: {controller: {type: nupi, smoothing: 0}}|constraint.controller.smoothing: must be greater"
                        + " than 0 and below 1 (0 goes with another type than exponentiated and constraint.pull: 0)",
                "constraint: {warm-up: 5}|constraint.warm-up: is not a key here; did you mean 'warmup'?",
                "constraint: {reference: frozen, warmup: 0}|constraint.warmup: must be 1 or higher",
                "constraint: {models: {default: {tolerence: 1}}}|constraint.models.default.tolerence: is not a key here; did you mean 'tolerance'?",
                "constraint: {models: {default: {}}}|constraint.models.default.tolerance: is missing",
                "constraint: {models: {default: {tolerance: -1}}}|constraint.models.default.tolerance: must be 0 or",
                "constraint: {models: {default: 0.1}}|constraint.models.default: must be a mapping",
                "constraint: {models: [home]}|constraint.models: must be a mapping",
                "constraint: {models: {defualt: {tolerance: 1}}}|constraint.models.defualt: is not a model; without"
                        + " events.model-key there is one, 'default'; did you mean 'default'?",
                "rows: {memory: 1KiB}|rows.memory: must be a size from 1MiB",
                "rows: {min-count: 256}|rows.min-count: must be from 1 to 255",
                "rows: {ttl: 30}|rows.ttl: must be a duration such as 500ms, 1s, 5m or 2h, or off",
                "rows: {admission-memory: 2GiB}|rows.admission-memory: must be a size from 1KiB to 1GiB",
                "rows: {mincount: 2}|rows.mincount: is not a key here; did you mean 'min-count'?",
                "metrics: {window: 0}|metrics.window: must be 1 or higher",
                "snapshot: {}|snapshot.directory: is missing",
                "snapshot: {directory: d, every-checkpoints: 0}|snapshot.every-checkpoints: must be 1 or",
                "seed: maybe|seed: must be a whole number",
                "name: a b|name: must be 1 to 100 letters",
            })
    void aBrokenRuleIsReportedWithItsPath(String line, String problem) {
        String key = line.substring(0, line.indexOf(':') + 1);
        StringBuilder yaml = new StringBuilder(line + "\n");
        SMALLEST.lines().filter(l -> !l.startsWith(key)).forEach(l -> yaml.append(l).append('\n'));

        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class, () -> ConfigReader.parse("test", yaml.toString()));

        assertThat(e.problems()).singleElement().asString().startsWith(problem);
    }

    @Test
    void aNormalizedReferenceNeedsLabels0And1OfWhatIsConstrained() {
        String normalized =
                SMALLEST.replace("name: like,", "name: like, loss: %s,")
                        + "constraint: {reference: normalized}\n";

        assertThat(ConfigReader.parse("test", normalized.formatted("logistic")).levels())
                .hasSize(2);
        assertThatThrownBy(() -> ConfigReader.parse("test", normalized.formatted("poisson")))
                .hasMessageContaining(
                        "constraint.reference: is normalized, which needs labels 0 and 1 of every"
                                + " constrained task, but 'like' has another loss");
    }

    @Test
    void withoutNoiseToBeKnownTheViolationNeedsNoMemory() {
        LearnerConfig config =
                ConfigReader.parse(
                        "test",
                        SMALLEST
                                + "constraint: {pull: 0, controller: {type: nupi, smoothing: 0}}\n");

        assertThat(config.constraint().smoothing()).isZero();
    }

    @Test
    void whatIsNotYamlIsOneProblemWithItsLine() {
        assertThatThrownBy(() -> ConfigReader.parse("c.yaml", "name: a\nname: b\n"))
                .hasMessageContaining("c.yaml has 1 problem")
                .hasMessageContaining("line 2")
                .hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> ConfigReader.parse("c.yaml", "events: {"))
                .hasMessageContaining("not YAML");
        assertThatThrownBy(() -> ConfigReader.parse("c.yaml", ""))
                .hasMessageContaining("holds no keys");
        assertThatThrownBy(() -> ConfigReader.parse("c.yaml", "- 1\n"))
                .hasMessageContaining("holds no keys");
    }

    @Test
    void aMissingFileIsOneProblem(@TempDir Path directory) {
        Path file = directory.resolve("nowhere.yaml");

        assertThatThrownBy(() -> ConfigReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("nowhere.yaml")
                .hasMessageContaining("no such file");
    }

    @Test
    void theShippedConfigsAreValid() throws Exception {
        Path home = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(home.resolve("config"))) {
            home = home.getParent();
        }

        LearnerConfig kuairand = ConfigReader.read(home.resolve("config/kuairand.yaml"));
        LearnerConfig demo = ConfigReader.read(home.resolve("config/demo.yaml"));

        assertThat(kuairand.tasks()).extracting(TaskConfig::name).containsExactly("like", "click");
        assertThat(kuairand.features()).hasSize(14);
        assertThat(demo.tasks())
                .extracting(TaskConfig::name)
                .containsExactly("relevance", "revenue");
        assertThat(kuairand.constraint())
                .as("the shipped example states the defaults")
                .isEqualTo(demo.constraint());
    }

    @Test
    void theDigestTellsConfigsApartButNotTheirSpelling() {
        LearnerConfig config = ConfigReader.parse("test", SMALLEST);
        String digest = ConfigDigest.of(config);

        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(ConfigDigest.of(ConfigReader.parse("test", "# a note\nseed: 7\n" + SMALLEST)))
                .isEqualTo(digest);
        assertThat(
                        ConfigDigest.of(
                                ConfigReader.parse(
                                        "test", SMALLEST.replace("snapshots}", "elsewhere}"))))
                .isEqualTo(digest);
        assertThat(ConfigDigest.of(ConfigReader.parse("test", "seed: 8\n" + SMALLEST)))
                .isNotEqualTo(digest);
    }

    @Test
    void whenModelsGoBackByThemselvesMakesNoOtherModel(@TempDir Path directory) throws Exception {
        String rules = "rollback: {refusals: 3, skipped-share: 0.01, cool-down: 30m}\n";
        Path file = Files.writeString(directory.resolve("learner.yaml"), rules + SMALLEST);

        assertThat(ConfigReader.rollback(file))
                .isEqualTo(new RollbackConfig(0, 3, 0.01, Duration.ofMinutes(30)));
        assertThat(ConfigDigest.of(ConfigReader.read(file)))
                .isEqualTo(ConfigDigest.of(ConfigReader.parse("test", SMALLEST)));
        Files.writeString(file, SMALLEST);
        assertThat(ConfigReader.rollback(file).isOff()).isTrue();
        assertThatThrownBy(
                        () ->
                                ConfigReader.parse(
                                        "test",
                                        "rollback: {refusal: 3, skipped-share: 2}\n" + SMALLEST))
                .hasMessageContaining("rollback.refusal")
                .hasMessageContaining("rollback.skipped-share");
    }
}
