package io.primacy.learner;

import io.primacy.schema.config.BatchConfig;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Scale;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.FeatureConfig.Transform;
import io.primacy.schema.config.FeatureConfig.Type;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.MetricsConfig;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.RowsConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.config.TaskConfig.Loss;
import java.time.Duration;
import java.util.List;

/** Small learners for tests. */
public final class TestingConfigs {
    private TestingConfigs() {}

    /** Two tasks in two levels, MMoE, AdaGrad, batches of 16. */
    public static LearnerConfig twoLevels() {
        return learner(Architecture.MMOE, OptimizerConfig.Type.ADAGRAD, 16, twoTasks());
    }

    /** Tasks {@code first} ≻ {@code second}. */
    public static List<TaskConfig> twoTasks() {
        return List.of(task("first", Loss.LOGISTIC, 1), task("second", Loss.LOGISTIC, 2));
    }

    /** Four tasks in three levels, one of them squared. */
    public static List<TaskConfig> threeLevels() {
        return List.of(
                task("first", Loss.LOGISTIC, 1),
                task("second", Loss.LOGISTIC, 2),
                task("other", Loss.SQUARED, 2),
                task("third", Loss.LOGISTIC, 5));
    }

    public static TaskConfig task(String name, Loss loss, int priority) {
        return new TaskConfig(name, "/" + name, loss, priority, 1);
    }

    /** A learner over user (6), item (4), tags (4, a list) and two numerics. */
    public static LearnerConfig learner(
            Architecture architecture,
            OptimizerConfig.Type optimizer,
            int batch,
            List<TaskConfig> tasks) {
        return new LearnerConfig(
                "test",
                null,
                List.of(
                        feature("user", Type.CATEGORICAL, 6),
                        feature("price", Type.NUMERIC, 0),
                        feature("item", Type.CATEGORICAL, 4),
                        feature("tags", Type.CATEGORICAL_LIST, 4),
                        feature("age", Type.NUMERIC, 0)),
                tasks,
                network(architecture, List.of(8, 5), List.of(4)),
                new OptimizerConfig(optimizer, 0.05, 1e-7, 1e-10, 10),
                new BatchConfig(batch, Duration.ZERO, 1),
                constraint(Scale.GRADIENT_NORM, 4),
                new RowsConfig(1 << 20),
                new MetricsConfig(400, Duration.ofSeconds(1)),
                null,
                7);
    }

    /** Three experts where there are gates, and two of each task's own with PLE. */
    public static ModelConfig network(
            Architecture architecture, List<Integer> experts, List<Integer> towers) {
        return new ModelConfig(
                architecture,
                architecture == Architecture.SHARED_BOTTOM ? 1 : 3,
                experts,
                towers,
                architecture == Architecture.PLE ? 2 : 0,
                false);
    }

    /** The same network with a linear part. */
    public static ModelConfig wide(ModelConfig m) {
        return new ModelConfig(
                m.architecture(),
                m.experts(),
                m.expertLayers(),
                m.towerLayers(),
                m.taskExperts(),
                true);
    }

    public static ConstraintConfig constraint(Scale scale, double initial) {
        return new ConstraintConfig(
                ConstraintConfig.Reference.SHADOW,
                0,
                0,
                1,
                scale,
                ConstraintConfig.Controller.GRADIENT_ASCENT,
                1,
                initial,
                100,
                1,
                0.9);
    }

    /** The same learner with another dual step. */
    public static LearnerConfig with(LearnerConfig c, ConstraintConfig constraint) {
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                c.model(),
                c.optimizer(),
                c.batch(),
                constraint,
                c.rows(),
                c.metrics(),
                c.snapshot(),
                c.seed());
    }

    /** The same learner on so many threads. */
    public static LearnerConfig onThreads(LearnerConfig c, int threads) {
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                c.model(),
                c.optimizer(),
                new BatchConfig(c.batch().size(), c.batch().maxDelay(), threads),
                c.constraint(),
                c.rows(),
                c.metrics(),
                c.snapshot(),
                c.seed());
    }

    /** The default controller: multiplicative, from 1.5 in 0.5 to 100. */
    public static ConstraintConfig exponentiated(Scale scale) {
        return new ConstraintConfig(
                ConstraintConfig.Reference.SHADOW,
                0,
                0,
                0,
                1,
                scale,
                ConstraintConfig.Controller.EXPONENTIATED,
                0.003,
                0.02,
                1.5,
                0.5,
                100,
                1,
                0.98);
    }

    /** References that are learned during a warm-up of so many events. */
    public static ConstraintConfig referenced(
            ConstraintConfig.Reference reference,
            ConstraintConfig.Controller controller,
            long warmup) {
        return new ConstraintConfig(
                reference, warmup, 0, 1, Scale.GRADIENT_NORM, controller, 1, 4, 100, 1, 0.9);
    }

    public static LearnerConfig with(LearnerConfig c, ModelConfig model) {
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                model,
                c.optimizer(),
                c.batch(),
                c.constraint(),
                c.rows(),
                c.metrics(),
                c.snapshot(),
                c.seed());
    }

    /** The same learner with another rule for embedding rows. */
    public static LearnerConfig with(LearnerConfig c, OptimizerConfig rows) {
        OptimizerConfig o = c.optimizer();
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                c.model(),
                new OptimizerConfig(
                        o.type(),
                        o.learningRate(),
                        o.initialAccumulator(),
                        o.epsilon(),
                        o.clipNorm(),
                        o.beta1(),
                        o.beta2(),
                        o.beta(),
                        o.l1(),
                        o.l2(),
                        rows),
                c.batch(),
                c.constraint(),
                c.rows(),
                c.metrics(),
                c.snapshot(),
                c.seed());
    }

    /** The same learner with another primal step. */
    public static LearnerConfig withOptimizer(LearnerConfig c, OptimizerConfig optimizer) {
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                c.model(),
                optimizer,
                c.batch(),
                c.constraint(),
                c.rows(),
                c.metrics(),
                c.snapshot(),
                c.seed());
    }

    /** The same learner with other features. */
    public static LearnerConfig withFeatures(LearnerConfig c, List<FeatureConfig> features) {
        return new LearnerConfig(
                c.name(),
                c.events(),
                features,
                c.tasks(),
                c.model(),
                c.optimizer(),
                c.batch(),
                c.constraint(),
                c.rows(),
                c.metrics(),
                c.snapshot(),
                c.seed());
    }

    /** The same learner with other rules for its rows. */
    public static LearnerConfig with(LearnerConfig c, RowsConfig rows) {
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                c.model(),
                c.optimizer(),
                c.batch(),
                c.constraint(),
                rows,
                c.metrics(),
                c.snapshot(),
                c.seed());
    }

    /** Rows that are admitted after so many sightings and expire after so long; 0: never. */
    public static RowsConfig rows(int minCount, long ttlMillis, long admissionMemoryBytes) {
        return new RowsConfig(
                1 << 20, minCount, Duration.ofMillis(ttlMillis), admissionMemoryBytes);
    }

    /** A feature, read from the field of its name. */
    public static FeatureConfig feature(String name, Type type, int dimension) {
        return new FeatureConfig(name, "/" + name, type, dimension, null, Transform.NONE, 0, 1);
    }
}
