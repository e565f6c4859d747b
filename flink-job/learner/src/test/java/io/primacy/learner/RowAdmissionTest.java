package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.event.Example;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When an id has a row, as learning sees it. */
class RowAdmissionTest {
    private static final long NEVER = 0;

    @Test
    void anIdHasARowFromTheBatchOnThatHoldsItsLastNeededSighting() {
        LearnerConfig config = config(4, 2, NEVER);
        TestingRowStore store = new TestingRowStore();
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", store);

            learn(learner, model, example(1, 10, 20, 30), example(2, 11, 20, 31));
            assertThat(store.rows()).isEmpty();
            assertThat(model.rows().size()).isZero();
            // 10 thrice so far; 20 four times in all, the last two in one batch.
            learn(learner, model, example(3, 10, 20, 32), example(4, 10, 20, 33));
            assertThat(store.rows()).containsOnlyKeys(20L);
            learn(learner, model, example(5, 10, 21, 34, 34, 34, 34), example(6, 12, 22));
            assertThat(store.rows()).containsOnlyKeys(10L, 20L, 34L);
        }
    }

    @Test
    void idsWithoutARowHaveTheirInitialValuesAndChangeNothingElse() {
        LearnerConfig config = config(255, 8, NEVER);
        LearnerConfig frozenRows =
                TestingConfigs.with(
                        TestingConfigs.with(config, TestingConfigs.rows(1, NEVER, 1_024)),
                        new OptimizerConfig(OptimizerConfig.Type.SGD, 1e-30, 0, 1e-10, 0));
        List<Example> examples = TestingExamples.of(config, 160, 3);

        assertThat(learned(config, examples)).isEqualTo(learned(frozenRows, examples));
    }

    @Test
    void gradientsOfIdsWithoutARowDoNotCountInTheNormThatIsClipped() {
        LearnerConfig c = config(255, 8, NEVER);
        LearnerConfig clipped =
                TestingConfigs.withOptimizer(
                        c, new OptimizerConfig(OptimizerConfig.Type.SGD, 0.5, 0, 1e-10, 1e-3));
        try (PrimalDualLearner learner = new PrimalDualLearner(clipped)) {
            Model model = learner.create("m", new TestingRowStore());
            float[] before = model.parameters(0).clone();
            TestingExamples.of(clipped, 8, 3).forEach(model.pending()::add);

            learner.learn(model);

            double moved = 0;
            for (int i = 0; i < before.length; i++) {
                moved += Math.pow(model.parameters(0)[i] - before[i], 2);
            }
            assertThat(Math.sqrt(moved)).isCloseTo(0.5 * 1e-3, withinPercentage(0.1));
        }
    }

    @Test
    void rowsLearnTheSameWhereverIdsWithoutARowStandInTheirBatch() {
        float[][] after = afterABatchOf(example(3, 11, 21, 35, 36), example(3, 10, 20));
        float[][] swapped = afterABatchOf(example(3, 10, 20), example(3, 11, 21, 35, 36));
        float[][] untouched = afterABatchOf(example(3, 12, 22), example(3, 13, 23));

        for (int i = 0; i < after.length; i++) {
            assertThat(after[i]).containsExactly(swapped[i], withPrecision(1e-6f));
            assertThat(after[i]).isNotEqualTo(untouched[i]);
        }
    }

    /** The rows of 10 and 20, which have one before that batch; other ids have none. */
    private static float[][] afterABatchOf(Example... batch) {
        try (PrimalDualLearner learner = new PrimalDualLearner(config(2, 2, NEVER))) {
            Model model = learner.create("m", new TestingRowStore());
            learn(learner, model, example(1, 10, 20), example(2, 10, 20));
            learn(learner, model, batch);
            assertThat(model.rows().size()).isEqualTo(2);
            return new float[][] {values(model, 10), values(model, 20)};
        }
    }

    @Test
    void aRowThatWasNotLearnedForTheTtlIsForgotten() {
        LearnerConfig config = config(1, 2, 1_000);
        TestingRowStore store = new TestingRowStore();
        TestingRowStore fresh = new TestingRowStore();
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", store);
            learn(learner, model, example(1_000, 10, 20), example(1_000, 11, 21));
            learn(learner, model, example(1_900, 10, 22), example(1_900, 12, 23));
            // The batch's median is what counts: one event far ahead moves nothing.
            learn(learner, model, example(2_000, 10, 22), example(9_000_000, 12, 23));
            byte[] learnedOnce = store.rows().get(21L).clone();
            assertThat(model.rows().isExpired(learnedOnce)).isFalse();

            learn(learner, model, example(2_500, 10, 22), example(2_500, 12, 23));

            assertThat(model.rows().clock()).isEqualTo(2_500);
            assertThat(model.eventTimeMillis()).isEqualTo(9_000_000);
            assertThat(model.rows().isExpired(learnedOnce)).isTrue();
            assertThat(store.rows().values().stream().filter(model.rows()::isExpired)).hasSize(3);
            Model other = learner.create("m", fresh);
            assertThat(values(model, 21)).isEqualTo(values(other, 21));
            assertThat(values(model, 10)).isNotEqualTo(values(other, 10));
        }
    }

    @Test
    void inABatchOfOneTooASingleWrongTimeMovesNothingAndARestoreKnowsIt() {
        LearnerConfig config = config(1, 2, 1_000);
        TestingRowStore store = new TestingRowStore();
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", store);
            learn(learner, model, example(1_000, 10, 20));
            learn(learner, model, example(1_900, 11, 21));
            learn(learner, model, example(9_000_000, 12, 22));
            assertThat(model.rows().clock()).isEqualTo(1_900);

            Model restored = restored(learner, model, store);
            learn(learner, restored, example(2_100, 12, 22));

            assertThat(restored.rows().clock()).isEqualTo(2_100);
            learn(learner, restored, example(2_050, 12, 22));
            assertThat(restored.rows().clock()).isEqualTo(2_100);
        }
    }

    private static Model restored(PrimalDualLearner learner, Model model, TestingRowStore store) {
        ModelCodec codec = learner.codec();
        return codec.decode(
                "m",
                new ModelParts(
                        codec.encodeDense(model), codec.encodeControl(model), null, null, null),
                store);
    }

    private static float[] values(Model model, long id) {
        int group = id < 20 ? 1 : 0;
        var rows = model.rows().group(group);
        int slot = rows.slot(id);
        int from = rows.offset(slot);
        return Arrays.copyOfRange(rows.page(slot), from, from + rows.layout().length());
    }

    private static String learned(LearnerConfig config, List<Example> examples) {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", new TestingRowStore());
            for (Example example : examples) {
                model.pending().add(example);
                if (model.pending().isFull()) {
                    learner.learn(model);
                }
            }
            assertThat(model.step()).isEqualTo(20);
            return Arrays.toString(model.parameters(1));
        }
    }

    private static LearnerConfig config(int minCount, int batch, long ttlMillis) {
        return TestingConfigs.with(
                TestingConfigs.learner(
                        Architecture.MMOE,
                        OptimizerConfig.Type.ADAGRAD,
                        batch,
                        TestingConfigs.twoTasks()),
                TestingConfigs.rows(minCount, ttlMillis, 1_024));
    }

    private static void learn(PrimalDualLearner learner, Model model, Example... batch) {
        Arrays.stream(batch).forEach(model.pending()::add);
        learner.learn(model);
        model.rows().flush();
    }

    private static Example example(long time, long user, long item, long... tags) {
        long[] ids = LongStream.concat(LongStream.of(user, item), LongStream.of(tags)).toArray();
        return new Example(
                "m",
                time,
                0,
                time,
                1,
                ids,
                new int[] {1, 2, 2 + tags.length},
                new float[] {0.5f, 1},
                new float[] {1, 0});
    }
}
