package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.primacy.learner.network.NetworkLayout;
import io.primacy.learner.rows.RowGroup;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.config.TaskConfig.Loss;
import io.primacy.schema.event.Example;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The linear weights behind a row's embedding, one per task. */
class WideRowsTest {
    private static final float RATE = 0.5f;
    private static final double STEP = 0.01;

    /** Ids once and more often, alone and among others, of two groups. */
    private static final List<Example> BATCH =
            List.of(
                    example(1, 0, 10, 20, 30, 31),
                    example(0, 1, 11, 20, 31),
                    example(1, 1, 10, 21),
                    example(0, 0, 12, 22, 30, 30, 32));

    private static final long[] USERS = {10, 11, 12};
    private static final long[] OTHERS = {20, 21, 22, 30, 31, 32};

    @Test
    void linearWeightsGoDownTheSlopeOfTheLoss() {
        try (PrimalDualLearner learner = new PrimalDualLearner(oneLevel(0))) {
            Model before = learner.create("m", RowStore.none());
            Model after = learner.create("m", RowStore.none());
            learn(learner, after);
            for (int g = 0; g < 2; g++) {
                int d = g == 0 ? 4 : 6;
                for (long id : g == 0 ? OTHERS : USERS) {
                    float[] from = row(before, g, id);
                    float[] to = row(after, g, id);
                    assertThat(from).hasSize(d + 2);
                    for (int i = d; i < d + 2; i++) {
                        double slope =
                                loss(learner, g, id, i, STEP) - loss(learner, g, id, i, -STEP);
                        assertThat((from[i] - to[i]) / RATE)
                                .as("row %d, weight %d", id, i)
                                .isCloseTo((float) (slope / (2 * STEP)), within(1e-4f))
                                .isNotZero();
                    }
                }
            }
        }
    }

    @Test
    void linearWeightsCountInTheNormThatIsClipped() {
        LearnerConfig config = oneLevel(1e-2);
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model before = learner.create("m", RowStore.none());
            Model after = learner.create("m", RowStore.none());
            learn(learner, after);

            double dense = distance(before.parameters(0), after.parameters(0));
            double embeddings = 0;
            double rows = 0;
            for (int g = 0; g < 2; g++) {
                int d = g == 0 ? 4 : 6;
                for (long id : g == 0 ? OTHERS : USERS) {
                    float[] from = row(before, g, id);
                    float[] to = row(after, g, id);
                    rows += distance(from, to);
                    embeddings += distance(Arrays.copyOf(from, d), Arrays.copyOf(to, d));
                }
            }
            assertThat(rows - embeddings).isGreaterThan(0.1 * dense);
            assertThat(Math.sqrt(dense + rows)).isCloseTo(RATE * 1e-2, withinPercentage(0.1));
        }
    }

    @Test
    void linearWeightsOfTasksThatTheReferenceLacksAreNotPulled() {
        LearnerConfig config = wide(TestingConfigs.twoTasks(), 0);
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            BATCH.forEach(model.pending()::add);
            BatchIndex index = new BatchIndex(new FeatureGroups(config));
            index.prepare(model);
            float[] weights = new float[index.places().length()];
            float[] reference = new float[weights.length];
            Arrays.fill(reference, 8f);

            new WideRows(index, new NetworkLayout(config, 1))
                    .pull(weights, reference, new NetworkLayout(config, 0), 0.25f);

            for (int g = 0; g < 2; g++) {
                int d = g == 0 ? 4 : 6;
                for (int r = 0; r < index.rows(g); r++) {
                    int at = index.places().of(g, r);
                    for (int i = 0; i <= d; i++) {
                        assertThat(weights[at + i]).isEqualTo(2f);
                    }
                    assertThat(weights[at + d + 1]).isZero();
                }
            }
        }
    }

    /** The sum of both tasks' mean losses where one weight of one row is moved. */
    private static double loss(
            PrimalDualLearner learner, int group, long id, int weight, double by) {
        Model model = learner.create("m", RowStore.none());
        RowGroup rows = model.rows().group(group);
        int slot = rows.slot(id);
        rows.page(slot)[rows.offset(slot) + weight] += (float) by;
        LearningStep step = learn(learner, model);
        return step.losses()[0] + step.losses()[1];
    }

    private static LearningStep learn(PrimalDualLearner learner, Model model) {
        BATCH.forEach(model.pending()::add);
        return learner.learn(model);
    }

    private static float[] row(Model model, int group, long id) {
        RowGroup rows = model.rows().group(group);
        int slot = rows.slot(id);
        int from = rows.offset(slot);
        return Arrays.copyOfRange(rows.page(slot), from, from + rows.layout().length());
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return sum;
    }

    /** Plain descent of the sum of two tasks' losses, so that a row's move is its gradient. */
    private static LearnerConfig oneLevel(double clipNorm) {
        return wide(
                List.of(
                        TestingConfigs.task("first", Loss.LOGISTIC, 1),
                        TestingConfigs.task("second", Loss.LOGISTIC, 1)),
                clipNorm);
    }

    private static LearnerConfig wide(List<TaskConfig> tasks, double clipNorm) {
        LearnerConfig config =
                TestingConfigs.learner(
                        Architecture.MMOE, OptimizerConfig.Type.SGD, BATCH.size(), tasks);
        return TestingConfigs.withOptimizer(
                TestingConfigs.with(config, TestingConfigs.wide(config.model())),
                new OptimizerConfig(OptimizerConfig.Type.SGD, RATE, 0, 1e-10, clipNorm));
    }

    private static Example example(float first, float second, long user, long item, long... tags) {
        long[] ids = new long[2 + tags.length];
        ids[0] = user;
        ids[1] = item;
        System.arraycopy(tags, 0, ids, 2, tags.length);
        return new Example(
                "m",
                1_000,
                0,
                user,
                1,
                ids,
                new int[] {1, 2, ids.length},
                new float[] {0.5f, 1},
                new float[] {first, second});
    }
}
