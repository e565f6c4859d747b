package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.TaskConfig.Loss;
import io.primacy.schema.event.Example;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrimalDualLearnerTest {
    private final LearnerConfig config = TestingConfigs.twoLevels();

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void aConflictingLowerPriorityTaskCostsTheHigherNothingAndStillLearns(
            Architecture architecture) {
        LearnerConfig two =
                TestingConfigs.learner(
                        architecture, OptimizerConfig.Type.ADAGRAD, 32, TestingConfigs.twoTasks());

        MetricsReport report = run(two, TestingExamples.of(two, 20_000, 3));

        TaskReport first = report.tasks().get(0);
        TaskReport second = report.tasks().get(1);
        assertThat(first.violation()).isLessThan(0.01);
        assertThat(first.auc()).isGreaterThan(0.6);
        assertThat(second.auc()).isGreaterThan(0.6);
        assertThat(second.reference()).isNull();
        assertThat(second.multiplier()).isNull();
    }

    @Test
    void aLinearPartAndSparseRowsLearnToo() {
        LearnerConfig wide = TestingConfigs.with(config, TestingConfigs.wide(config.model()));
        OptimizerConfig sparse =
                new OptimizerConfig(
                        OptimizerConfig.Type.FTRL, 0.05, 0, 1e-10, 0, 0, 0, 1, 0.02, 0, null);
        LearnerConfig sparseRows = TestingConfigs.with(wide, sparse);
        List<Example> examples = TestingExamples.of(wide, 20_000, 3);

        MetricsReport dense = run(wide, examples);
        MetricsReport report = run(sparseRows, examples);

        for (int t = 0; t < 2; t++) {
            assertThat(dense.tasks().get(t).auc()).isGreaterThan(0.6);
            assertThat(report.tasks().get(t).auc()).isGreaterThan(0.6);
        }
        assertThat(report.tasks()).isNotEqualTo(dense.tasks());
    }

    @Test
    void aMultiplierAtItsBoundIsReported() {
        ConstraintConfig c = config.constraint();
        LearnerConfig capped =
                TestingConfigs.with(
                        config,
                        new ConstraintConfig(
                                c.reference(),
                                c.warmup(),
                                c.tolerance(),
                                c.clip(),
                                c.scale(),
                                c.controller(),
                                0,
                                3,
                                3,
                                c.proportional(),
                                c.smoothing()));
        List<Example> examples = TestingExamples.of(config, 100, 5);

        assertThat(run(capped, examples).tasks())
                .extracting(TaskReport::atMaximum)
                .containsExactly(true, null);
        assertThat(run(config, examples).tasks())
                .extracting(TaskReport::atMaximum)
                .containsExactly(false, null);
    }

    @Test
    void theHighestLevelLearnsExactlyAsIfItWereAlone() {
        LearnerConfig alone =
                TestingConfigs.learner(
                        Architecture.MMOE,
                        OptimizerConfig.Type.ADAGRAD,
                        16,
                        List.of(TestingConfigs.task("first", Loss.LOGISTIC, 1)));
        List<Example> both = TestingExamples.of(config, 2_000, 5);
        List<Example> first =
                both.stream()
                        .map(
                                e ->
                                        new Example(
                                                e.modelKey(),
                                                e.timeMillis(),
                                                e.partition(),
                                                e.offset(),
                                                e.weight(),
                                                e.ids(),
                                                e.ends(),
                                                e.numerics(),
                                                Arrays.copyOf(e.labels(), 1)))
                        .toList();

        double reference = run(config, both).tasks().get(0).reference();
        double single = run(alone, first).tasks().get(0).logLoss();

        assertThat(reference).isEqualTo(single);
    }

    @Test
    void duringTheWarmUpALowerStageIsTheHigherOneUpToTheRoundingOfProducts() {
        LearnerConfig warm =
                TestingConfigs.with(
                        config,
                        TestingConfigs.referenced(
                                ConstraintConfig.Reference.SHADOW,
                                ConstraintConfig.Controller.GRADIENT_ASCENT,
                                1_000));
        List<Example> examples = TestingExamples.of(config, 2_000, 4);

        // The last stage's first product is wider, by the other tasks' gates, and BLAS kernels of
        // some processors sum the columns at its edge in another order.
        assertThat(run(warm, examples.subList(0, 992)).tasks().get(0).violation())
                .isCloseTo(0, within(1e-6));
        assertThat(Math.abs(run(warm, examples).tasks().get(0).violation())).isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @EnumSource(
            value = ConstraintConfig.Reference.class,
            names = {"FROZEN", "NORMALIZED"})
    void aReferenceWithoutAShadowHoldsThePriorityOnAStationaryStream(
            ConstraintConfig.Reference reference) {
        LearnerConfig frozen =
                TestingConfigs.with(
                        config,
                        TestingConfigs.referenced(
                                reference, ConstraintConfig.Controller.GRADIENT_ASCENT, 12_000));

        MetricsReport report = run(frozen, TestingExamples.of(frozen, 30_000, 3));

        TaskReport first = report.tasks().get(0);
        assertThat(first.reference()).isBetween(0.4, 0.7);
        assertThat(first.violation()).isLessThan(0.05);
        assertThat(report.tasks().get(1).auc()).isGreaterThan(0.6);
    }

    @Test
    void nothingIsViolatedWhileThereIsNoReferenceYet() {
        LearnerConfig frozen =
                TestingConfigs.with(
                        config,
                        TestingConfigs.referenced(
                                ConstraintConfig.Reference.FROZEN,
                                ConstraintConfig.Controller.GRADIENT_ASCENT,
                                12_000));

        TaskReport first = run(frozen, TestingExamples.of(frozen, 16, 3)).tasks().get(0);

        assertThat(first.violation()).isCloseTo(0, within(1e-12));
        assertThat(first.reference()).isEqualTo(first.logLoss());
    }

    @Test
    void theSameInputGivesTheSameBits() {
        List<Example> examples = TestingExamples.of(config, 1_500, 9);
        byte[][] dense = new byte[2][];
        for (int i = 0; i < 2; i++) {
            try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
                Model model = learner.create("m", RowStore.none());
                learnAll(learner, model, examples);
                dense[i] = learner.codec().encodeDense(model);
            }
        }

        assertThat(dense[1]).isEqualTo(dense[0]);
    }

    @Test
    void aBatchWithoutFiniteLossIsSkippedWholeAndHoldsEveryMultiplier() {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            TestingRowStore rows = new TestingRowStore();
            Model model = learner.create("m", rows);
            learnAll(learner, model, TestingExamples.of(config, 160, 1));
            ModelCodec codec = learner.codec();
            byte[] dense = codec.encodeDense(model);
            MetricsReport before = learner.report(model);
            model.rows().flush();
            TestingRowStore kept = rows.copy();
            for (Example e : TestingExamples.of(config, 16, 2)) {
                model.pending()
                        .add(
                                new Example(
                                        e.modelKey(),
                                        e.timeMillis(),
                                        e.partition(),
                                        e.offset(),
                                        e.weight(),
                                        e.ids(),
                                        e.ends(),
                                        new float[] {3e38f, 3e38f},
                                        e.labels()));
            }

            LearningStep step = learner.learn(model);

            assertThat(step.skipped()).isTrue();
            assertThat(codec.encodeDense(model)).isEqualTo(dense);
            assertThat(learner.report(model).tasks()).isEqualTo(before.tasks());
            assertThat(model.skippedBatches()).isEqualTo(1);
            assertThat(model.learned()).isEqualTo(176);
            assertThat(model.rows().flush()).isZero();
            assertThat(rows.rows().keySet()).isEqualTo(kept.rows().keySet());
        }
    }

    @Test
    void aBatchWithoutLabelsOfAConstrainedTaskHoldsItsMultiplier() {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            learnAll(learner, model, TestingExamples.of(config, 320, 1));
            TaskReport before = learner.report(model).tasks().get(0);
            for (Example e : TestingExamples.of(config, 16, 2)) {
                model.pending()
                        .add(
                                new Example(
                                        e.modelKey(),
                                        e.timeMillis(),
                                        e.partition(),
                                        e.offset(),
                                        e.weight(),
                                        e.ids(),
                                        e.ends(),
                                        e.numerics(),
                                        new float[] {Float.NaN, 1}));
            }

            LearningStep step = learner.learn(model);

            assertThat(step.skipped()).isFalse();
            assertThat(step.losses()[0]).isNaN();
            TaskReport after = learner.report(model).tasks().get(0);
            assertThat(after.multiplier()).isEqualTo(before.multiplier());
            assertThat(after.ratio()).isEqualTo(before.ratio());
        }
    }

    @Test
    void offsetsAndEventTimeOfWhatWasLearnedAreKept() {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            TestingExamples.of(config, 16, 1).forEach(model.pending()::add);

            learner.learn(model);

            assertThat(model.nextOffsets()).containsExactly(6, 5, 5);
            assertThat(model.eventTimeMillis()).isEqualTo(1_700_000_015_000L);
        }
    }

    @Test
    void servingWeightsHaveNamesAndShapesOfTheFormat() {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());

            List<NamedTensor> tensors = learner.servingWeights(model);

            assertThat(tensors)
                    .extracting(NamedTensor::name)
                    .startsWith("experts.0.0.weight", "experts.0.0.bias", "experts.0.1.weight")
                    .contains("gates.first.weight", "towers.second.1.bias");
            assertThat(tensors)
                    .allSatisfy(
                            t ->
                                    assertThat(t.values())
                                            .hasSize(
                                                    Arrays.stream(t.shape())
                                                            .reduce(1, (a, b) -> a * b)));
            assertThat(tensors.get(0).shape()).containsExactly(16, 8);
        }
    }

    @Test
    void anEmptyBatchIsRefused() {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());

            assertThatThrownBy(() -> learner.learn(model))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'m'");
        }
    }

    private static MetricsReport run(LearnerConfig config, List<Example> examples) {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            learnAll(learner, model, examples);
            return learner.report(model);
        }
    }

    private static void learnAll(PrimalDualLearner learner, Model model, List<Example> examples) {
        for (Example example : examples) {
            model.pending().add(example);
            if (model.pending().isFull()) {
                learner.learn(model);
            }
        }
    }
}
