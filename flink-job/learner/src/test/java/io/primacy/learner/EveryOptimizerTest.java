package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.event.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a learner must do with every optimizer; {@code OptimizerContractTest} says what one must do
 * by itself.
 */
class EveryOptimizerTest {
    private static final int EVENTS = 640;

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void aModelRestoredAtAnyBatchGoesOnBitForBit(OptimizerConfig.Type type) {
        LearnerConfig config = config(type, 7);
        List<Example> examples = TestingExamples.of(config, EVENTS, 1);
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model whole = learner.create("m", new TestingRowStore());
            learnAll(learner, whole, examples);
            for (int cut = 5; cut < EVENTS; cut += 150) {
                TestingRowStore rows = new TestingRowStore();
                Model first = learner.create("m", rows);
                learnAll(learner, first, examples.subList(0, cut));
                first.rows().flush();
                ModelCodec codec = learner.codec();
                ModelParts parts =
                        new ModelParts(
                                codec.encodeDense(first),
                                codec.encodeControl(first),
                                codec.encodePending(first),
                                codec.encodeValidation(first),
                                codec.encodeAdmission(first));
                Model second = codec.decode("m", parts, rows.copy());
                learnAll(learner, second, examples.subList(cut, EVENTS));

                assertThat(codec.encodeDense(second))
                        .as("cut after " + cut)
                        .isEqualTo(codec.encodeDense(whole));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void theSeedAloneDecides(OptimizerConfig.Type type) {
        List<Example> examples = TestingExamples.of(config(type, 7), EVENTS, 2);

        Map<String, float[]> one = weights(config(type, 7), examples);
        Map<String, float[]> same = weights(config(type, 7), examples);
        Map<String, float[]> other = weights(config(type, 8), examples);

        one.forEach((name, values) -> assertThat(same.get(name)).as(name).isEqualTo(values));
        one.forEach((name, values) -> assertThat(other.get(name)).as(name).isNotEqualTo(values));
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void aTaskWithoutLabelsAndIdsThatAreNotInTheBatchKeepWhatTheyHave(OptimizerConfig.Type type) {
        LearnerConfig config = config(type, 7);
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            TestingRowStore rows = new TestingRowStore();
            Model model = learner.create("m", rows);
            learnAll(learner, model, TestingExamples.of(config, EVENTS, 3));
            model.rows().flush();
            TestingRowStore rowsBefore = rows.copy();
            Map<String, float[]> before = weights(learner, model);

            Example example = withoutLabel(TestingExamples.of(config, 1, 4).get(0), 1);
            for (int i = 0; i < config.batch().size(); i++) {
                model.pending().add(example);
            }
            learner.learn(model);
            model.rows().flush();

            weights(learner, model)
                    .forEach(
                            (name, values) -> {
                                if (name.contains("second")) {
                                    assertThat(values).as(name).isEqualTo(before.get(name));
                                } else if (name.startsWith("towers.first")) {
                                    assertThat(values).as(name).isNotEqualTo(before.get(name));
                                }
                            });
            List<Long> touched =
                    IntStream.range(0, example.ids().length)
                            .mapToObj(i -> example.ids()[i])
                            .toList();
            rows.rows()
                    .forEach(
                            (id, row) -> {
                                if (touched.contains(id)) {
                                    assertThat(row).isNotEqualTo(rowsBefore.rows().get(id));
                                } else {
                                    assertThat(row).isEqualTo(rowsBefore.rows().get(id));
                                }
                            });
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void theOrderInsideABatchMattersToRoundingOnly(OptimizerConfig.Type type) {
        LearnerConfig config = config(type, 7);
        List<Example> examples = TestingExamples.of(config, EVENTS, 5);
        List<Example> shuffled = new ArrayList<>();
        Random random = new Random(6);
        for (int from = 0; from < EVENTS; from += config.batch().size()) {
            List<Example> batch =
                    new ArrayList<>(examples.subList(from, from + config.batch().size()));
            Collections.shuffle(batch, random);
            shuffled.addAll(batch);
        }
        assertThat(shuffled).isNotEqualTo(examples);

        Map<String, float[]> one = weights(config, examples);
        Map<String, float[]> other = weights(config, shuffled);

        one.forEach(
                (name, values) ->
                        assertThat(other.get(name))
                                .as(name)
                                .containsExactly(values, within(2e-3f)));
    }

    private static LearnerConfig config(OptimizerConfig.Type type, long seed) {
        LearnerConfig c =
                TestingConfigs.learner(Architecture.PLE, type, 32, TestingConfigs.twoTasks());
        return new LearnerConfig(
                c.name(),
                c.events(),
                c.features(),
                c.tasks(),
                c.model(),
                c.optimizer(),
                c.batch(),
                c.constraint(),
                c.rows(),
                c.metrics(),
                c.snapshot(),
                seed);
    }

    private static Example withoutLabel(Example e, int task) {
        float[] labels = e.labels().clone();
        labels[task] = Float.NaN;
        return new Example(
                e.modelKey(),
                e.timeMillis(),
                e.partition(),
                e.offset(),
                e.weight(),
                e.ids(),
                e.ends(),
                e.numerics(),
                labels);
    }

    private static Map<String, float[]> weights(LearnerConfig config, List<Example> examples) {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            learnAll(learner, model, examples);
            return weights(learner, model);
        }
    }

    private static Map<String, float[]> weights(PrimalDualLearner learner, Model model) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (NamedTensor tensor : learner.servingWeights(model)) {
            weights.put(tensor.name(), tensor.values().clone());
        }
        return weights;
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
