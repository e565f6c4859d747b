package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.network.ParameterPart;
import io.primacy.learner.rows.RowGroup;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.FeatureConfig.Type;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.config.TaskConfig.Loss;
import io.primacy.schema.event.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A config that grew takes over the state of the one it grew from. */
class EvolutionTest {
    private static final int EVENTS = 400;

    @Property(tries = 30)
    void aNewLowestLevelChangesNoBitOfTheLevelsAbove(
            @ForAll Architecture architecture,
            @ForAll OptimizerConfig.Type optimizer,
            @ForAll boolean wide,
            @ForAll @IntRange(min = 1, max = 30) int batch,
            @ForAll @IntRange(min = 1, max = EVENTS - 1) int cut,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        LearnerConfig before =
                config(architecture, optimizer, batch, wide, task("a", 1), task("b", 2));
        LearnerConfig after =
                config(
                        architecture,
                        optimizer,
                        batch,
                        wide,
                        task("a", 1),
                        task("b", 2),
                        task("c", 3));
        List<Example> examples = TestingExamples.of(after, EVENTS, seed);
        List<Example> without = examples.stream().map(e -> withLabels(e, 2)).toList();
        TestingRowStore uninterruptedRows = new TestingRowStore();
        TestingRowStore firstRows = new TestingRowStore();
        try (PrimalDualLearner old = new PrimalDualLearner(before);
                PrimalDualLearner learner = new PrimalDualLearner(after)) {
            Model uninterrupted = old.create("m", uninterruptedRows);
            feed(old, uninterrupted, without);

            Model first = old.create("m", firstRows);
            feed(old, first, without.subList(0, cut));
            ModelParts parts = parts(old, first);
            TestingRowStore grownRows = firstRows.copy();
            Model grown = learner.codec().decode("m", parts, grownRows);
            assertThat(grown.parameters(2)).hasSizeGreaterThan(first.parameters(1).length);
            assertThat(named(after, learner, grown, 2))
                    .containsAllEntriesOf(named(before, old, first, 1));
            feed(learner, grown, examples.subList(cut, EVENTS));

            assertThat(grown.step()).isEqualTo(uninterrupted.step());
            assertThat(grown.nextOffsets()).isEqualTo(uninterrupted.nextOffsets());
            for (int s = 0; s < 2; s++) {
                assertThat(grown.parameters(s)).isEqualTo(uninterrupted.parameters(s));
                assertThat(grown.slots(s)).isEqualTo(uninterrupted.slots(s));
                assertThat(constraints(grown, s)).isEqualTo(constraints(uninterrupted, s));
            }
            assertThat(constraints(grown, 2)).hasSize(2);
            for (long id : uninterruptedRows.rows().keySet()) {
                for (int s = 0; s < 2; s++) {
                    assertThat(row(grown, id, s)).isEqualTo(row(uninterrupted, id, s));
                }
            }
            for (int t = 0; t < 2; t++) {
                assertThat(learner.report(grown).tasks().get(t).labels())
                        .isEqualTo(old.report(uninterrupted).tasks().get(t).labels());
            }
        }
    }

    /** Where the gradient is cut to its largest norm, the order of that norm's sum shows. */
    @Test
    void norDoesItWhereAWideModelsGradientIsCut() {
        aNewLowestLevelChangesNoBitOfTheLevelsAbove(
                Architecture.PLE, OptimizerConfig.Type.ADAM, true, 1, 3, 20_784);
    }

    @Property(tries = 30)
    void newFeaturesAndATaskOfTheLowestLevelLeaveAllThatWasLearnedInItsPlace(
            @ForAll Architecture architecture,
            @ForAll OptimizerConfig.Type optimizer,
            @ForAll boolean wide,
            @ForAll @IntRange(min = 2, max = 30) int batch,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        LearnerConfig before =
                config(architecture, optimizer, batch, wide, task("a", 1), task("b", 2));
        LearnerConfig after =
                grown(
                        config(
                                architecture,
                                optimizer,
                                batch,
                                wide,
                                task("a", 1),
                                task("b", 2),
                                task("c", 2)));
        List<Example> examples = TestingExamples.of(before, EVENTS, seed);
        TestingRowStore rows = new TestingRowStore();
        try (PrimalDualLearner old = new PrimalDualLearner(before);
                PrimalDualLearner learner = new PrimalDualLearner(after)) {
            Model first = old.create("m", rows);
            feed(old, first, examples);
            Model fresh = learner.create("m", new TestingRowStore());

            ModelParts parts = parts(old, first);
            Model grown = learner.codec().decode("m", parts, rows.copy());

            for (int s = 0; s < 2; s++) {
                Map<String, List<Float>> kept = named(before, old, first, s);
                Map<String, List<Float>> now = named(after, learner, grown, s);
                assertThat(now).containsAllEntriesOf(kept).hasSizeGreaterThan(kept.size());
                Map<String, List<Float>> added = named(after, learner, fresh, s);
                added.keySet().removeAll(kept.keySet());
                assertThat(now).containsAllEntriesOf(added);
                assertThat(constraints(grown, s)).isEqualTo(constraints(first, s));
            }
            // Without values of the new features, the grown model predicts as the old one.
            for (Example next : TestingExamples.of(before, batch, seed + 1)) {
                if (!first.pending().isFull()) {
                    first.pending().add(next);
                    grown.pending().add(grown(next));
                }
            }
            LearningStep expected = old.learn(first);
            LearningStep actual = learner.learn(grown);
            for (int t = 0; t < 2; t++) {
                assertThat(actual.losses()[t]).isCloseTo(expected.losses()[t], within(1e-5));
            }
        }
    }

    @Property(tries = 30)
    void theHalfFilledBatchIsTakenOverFeatureByFeature(
            @ForAll @IntRange(min = 1, max = 15) int pending,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        LearnerConfig before = TestingConfigs.twoLevels();
        LearnerConfig after =
                grown(
                        config(
                                Architecture.MMOE,
                                OptimizerConfig.Type.ADAGRAD,
                                16,
                                false,
                                TestingConfigs.task("first", Loss.LOGISTIC, 1),
                                TestingConfigs.task("second", Loss.LOGISTIC, 2),
                                task("c", 3)));
        List<Example> examples = TestingExamples.of(before, pending, seed);
        try (PrimalDualLearner old = new PrimalDualLearner(before);
                PrimalDualLearner learner = new PrimalDualLearner(after)) {
            Model first = old.create("m", new TestingRowStore());
            examples.forEach(first.pending()::add);
            Model expected = learner.create("m", new TestingRowStore());
            examples.forEach(e -> expected.pending().add(grown(e)));

            Model grown = learner.codec().decode("m", parts(old, first), new TestingRowStore());

            assertThat(learner.codec().encodePending(grown))
                    .isEqualTo(learner.codec().encodePending(expected));
        }
    }

    /** With a feature before all others, a numeric in the middle and one at the end. */
    private static LearnerConfig grown(LearnerConfig c) {
        List<FeatureConfig> features = new ArrayList<>(c.features());
        features.add(0, TestingConfigs.feature("page", Type.CATEGORICAL, 6));
        features.add(3, TestingConfigs.feature("length", Type.NUMERIC, 0));
        features.add(TestingConfigs.feature("topics", Type.CATEGORICAL_LIST, 3));
        return TestingConfigs.withFeatures(c, features);
    }

    /** Without values of the new features, and without a label of the third task. */
    private static Example grown(Example e) {
        int[] ends = {0, e.ends()[0], e.ends()[1], e.ends()[2], e.ends()[2]};
        float[] numerics = {e.numerics()[0], 0, e.numerics()[1]};
        float[] labels = Arrays.copyOf(e.labels(), 3);
        labels[2] = Float.NaN;
        return new Example(
                e.modelKey(),
                e.timeMillis(),
                e.partition(),
                e.offset(),
                e.weight(),
                e.ids(),
                ends,
                numerics,
                labels);
    }

    private static Example withLabels(Example e, int labels) {
        return new Example(
                e.modelKey(),
                e.timeMillis(),
                e.partition(),
                e.offset(),
                e.weight(),
                e.ids(),
                e.ends(),
                e.numerics(),
                Arrays.copyOf(e.labels(), labels));
    }

    private static TaskConfig task(String name, int priority) {
        return TestingConfigs.task(name, Loss.LOGISTIC, priority);
    }

    private static LearnerConfig config(
            Architecture architecture,
            OptimizerConfig.Type optimizer,
            int batch,
            boolean wide,
            TaskConfig... tasks) {
        LearnerConfig config =
                TestingConfigs.learner(architecture, optimizer, batch, List.of(tasks));
        return wide ? TestingConfigs.with(config, TestingConfigs.wide(config.model())) : config;
    }

    /** A stage's weights and slots by the name of their part. */
    private static Map<String, List<Float>> named(
            LearnerConfig config, PrimalDualLearner learner, Model model, int stage) {
        Map<String, List<Float>> named = new TreeMap<>();
        int size = model.parameters(stage).length;
        for (ParameterPart part : ParameterPart.of(learner.layout(stage), config)) {
            List<Float> values = new ArrayList<>();
            for (int row = 0; row < part.rows(); row++) {
                for (int c = 0; c < part.columns(); c++) {
                    int at = part.at() + row * part.stride() + c;
                    values.add(model.parameters(stage)[at]);
                    for (int slot = at; slot < model.slots(stage).length; slot += size) {
                        values.add(model.slots(stage)[slot]);
                    }
                }
            }
            assertThat(named.put(part.name(), values)).isNull();
        }
        int slotsPerWeight = model.slots(stage).length / size;
        assertThat(named.values().stream().mapToInt(List::size).sum())
                .isEqualTo(size * (1 + slotsPerWeight));
        return named;
    }

    /** A row's weights and slots of a stage, without linear weights of tasks that came later. */
    private static List<Float> row(Model model, long id, int stage) {
        RowGroup group = model.rows().group(id < 2_000 ? 1 : 0);
        int slot = group.slot(id);
        int width = group.layout().dimension() + Math.min(2, group.layout().linear());
        List<Float> values = new ArrayList<>();
        for (int block = 0; block <= group.layout().slotsPerWeight(); block++) {
            int at =
                    group.offset(slot)
                            + group.layout().embedding(stage)
                            + block * group.layout().width();
            for (int i = 0; i < width; i++) {
                values.add(group.page(slot)[at + i]);
            }
        }
        return values;
    }

    private static List<List<Double>> constraints(Model model, int stage) {
        List<List<Double>> all = new ArrayList<>();
        for (Constraint constraint : model.constraints(stage)) {
            double[] state = new double[Constraint.STATE_SIZE];
            constraint.state(state, 0);
            all.add(Arrays.stream(state).boxed().toList());
        }
        return all;
    }

    private static ModelParts parts(PrimalDualLearner learner, Model model) {
        model.rows().flush();
        ModelCodec codec = learner.codec();
        return new ModelParts(
                codec.encodeDense(model),
                codec.encodeControl(model),
                codec.encodePending(model),
                codec.encodeValidation(model),
                codec.encodeAdmission(model));
    }

    private static void feed(PrimalDualLearner learner, Model model, List<Example> examples) {
        for (Example example : examples) {
            model.pending().add(example);
            if (model.pending().isFull()) {
                learner.learn(model);
            }
        }
        model.rows().flush();
    }
}
