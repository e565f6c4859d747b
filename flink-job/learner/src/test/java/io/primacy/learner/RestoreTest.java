package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.Example;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/**
 * A restored run equals the uninterrupted run, bit for bit, evictions and all, on as many threads
 * as one likes.
 */
class RestoreTest {
    private static final int EVENTS = 700;

    /** As though the batch had waited for too long after every so many events. */
    private static final int EVENTS_TO_A_DELAY = 37;

    @Property(tries = 60)
    void aRestoredRunEqualsTheUninterruptedRun(
            @ForAll Architecture architecture,
            @ForAll OptimizerConfig.Type optimizer,
            @ForAll ConstraintConfig.Reference reference,
            @ForAll ConstraintConfig.Controller controller,
            @ForAll boolean threeLevels,
            @ForAll boolean wide,
            @ForAll boolean pulled,
            @ForAll @IntRange(min = 1, max = 40) int batch,
            @ForAll @IntRange(min = 1, max = EVENTS - 1) int cut,
            @ForAll @IntRange(min = 1, max = 300) int warmup,
            @ForAll @IntRange(min = 1_000, max = 30_000) int residentBytes,
            @ForAll @IntRange(min = 1, max = 6) int minCount,
            @ForAll @IntRange(min = 0, max = 3) int ttl,
            @ForAll @IntRange(min = 0, max = 4) int threads,
            @ForAll boolean crowded,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<TaskConfig> tasks =
                threeLevels ? TestingConfigs.threeLevels() : TestingConfigs.twoTasks();
        LearnerConfig config =
                TestingConfigs.with(
                        TestingConfigs.learner(architecture, optimizer, batch, tasks),
                        TestingConfigs.referenced(reference, controller, warmup));
        if (wide) {
            config = TestingConfigs.with(config, TestingConfigs.wide(config.model()));
        }
        if (pulled && reference == ConstraintConfig.Reference.SHADOW) {
            config = TestingConfigs.with(config, config.constraint().withPull(1));
        }
        // An event a second, a user in 40 and an item in 30: up to half of the lookups find a row
        // expired.
        config = TestingConfigs.with(config, TestingConfigs.rows(minCount, 30_000L * ttl, 1_024));
        List<Example> examples =
                crowded
                        ? TestingExamples.crowded(config, EVENTS, seed)
                        : TestingExamples.of(config, EVENTS, seed);

        TestingRowStore whole = new TestingRowStore();
        TestingRowStore cutStore = new TestingRowStore();
        try (PrimalDualLearner learner = new PrimalDualLearner(config);
                PrimalDualLearner successor =
                        new PrimalDualLearner(TestingConfigs.onThreads(config, threads))) {
            Model uninterrupted = learner.create("m", whole);
            feed(learner, uninterrupted, examples, Long.MAX_VALUE);

            Model first = learner.create("m", cutStore);
            feed(learner, first, examples.subList(0, cut), residentBytes);
            first.rows().flush();
            ModelCodec codec = learner.codec();
            TestingRowStore restoredStore = cutStore.copy();
            Model restored = successor.codec().decode("m", parts(codec, first), restoredStore);
            feed(successor, restored, examples.subList(cut, EVENTS), residentBytes);

            uninterrupted.rows().flush();
            restored.rows().flush();
            assertSame(learner.codec(), uninterrupted, whole, restored, restoredStore);
            assertThat(successor.report(restored).tasks())
                    .isEqualTo(learner.report(uninterrupted).tasks());
        }
    }

    @Test
    void theClockOfTheRowsGoesOnWhereItStoodHoweverOldTheNextEventIs() {
        LearnerConfig config = TestingConfigs.twoLevels();
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", new TestingRowStore());
            feed(learner, model, TestingExamples.of(config, 32, 1), Long.MAX_VALUE);

            Model restored =
                    learner.codec()
                            .decode("m", parts(learner.codec(), model), new TestingRowStore());

            assertThat(restored.rows().clock())
                    .isEqualTo(model.rows().clock())
                    .isGreaterThan(1_700_000_000_000L);
        }
    }

    @Test
    void stateOfAnotherConfigIsRefusedWithBothShapes() {
        LearnerConfig config = TestingConfigs.twoLevels();
        LearnerConfig other =
                TestingConfigs.learner(
                        Architecture.SHARED_BOTTOM,
                        OptimizerConfig.Type.ADAGRAD,
                        16,
                        TestingConfigs.twoTasks());
        try (PrimalDualLearner learner = new PrimalDualLearner(config);
                PrimalDualLearner changed = new PrimalDualLearner(other)) {
            ModelCodec codec = learner.codec();
            Model model = learner.create("m", new TestingRowStore());

            assertThatThrownBy(
                            () ->
                                    changed.codec()
                                            .decode(
                                                    "m",
                                                    parts(codec, model),
                                                    new TestingRowStore()))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("model 'm'")
                    .hasMessageContaining("MMOE")
                    .hasMessageContaining("SHARED_BOTTOM");
        }
    }

    @Test
    void aBatchThatIsJustFullNowIsTakenAsItIs() {
        LearnerConfig large =
                TestingConfigs.learner(
                        Architecture.MMOE, OptimizerConfig.Type.SGD, 40, TestingConfigs.twoTasks());
        LearnerConfig fitting =
                TestingConfigs.learner(
                        Architecture.MMOE, OptimizerConfig.Type.SGD, 30, TestingConfigs.twoTasks());
        try (PrimalDualLearner learner = new PrimalDualLearner(large);
                PrimalDualLearner shrunk = new PrimalDualLearner(fitting)) {
            Model model = learner.create("m", new TestingRowStore());
            TestingExamples.of(large, 30, 1).forEach(model.pending()::add);

            Model restored =
                    shrunk.codec()
                            .decode("m", parts(learner.codec(), model), new TestingRowStore());

            assertThat(restored.pending().isFull()).isTrue();
        }
    }

    @Test
    void aHalfFilledBatchLargerThanTheConfiguredOneIsRefused() {
        LearnerConfig large =
                TestingConfigs.learner(
                        Architecture.MMOE, OptimizerConfig.Type.SGD, 40, TestingConfigs.twoTasks());
        LearnerConfig small =
                TestingConfigs.learner(
                        Architecture.MMOE, OptimizerConfig.Type.SGD, 4, TestingConfigs.twoTasks());
        try (PrimalDualLearner learner = new PrimalDualLearner(large);
                PrimalDualLearner shrunk = new PrimalDualLearner(small)) {
            Model model = learner.create("m", new TestingRowStore());
            TestingExamples.of(large, 30, 1).forEach(model.pending()::add);
            ModelCodec codec = learner.codec();

            assertThatThrownBy(
                            () ->
                                    shrunk.codec()
                                            .decode(
                                                    "m",
                                                    parts(codec, model),
                                                    new TestingRowStore()))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("30 examples")
                    .hasMessageContaining("a batch.size of at least 30.");
        }
    }

    private static void feed(
            PrimalDualLearner learner, Model model, List<Example> examples, long residentBytes) {
        for (Example example : examples) {
            model.pending().add(example);
            long second = example.timeMillis() / 1_000;
            if (model.pending().isFull() || second % EVENTS_TO_A_DELAY == 0) {
                learner.learn(model);
                model.rows().evictTo(residentBytes);
            }
        }
    }

    private static ModelParts parts(ModelCodec codec, Model model) {
        return new ModelParts(
                codec.encodeDense(model),
                codec.encodeControl(model),
                codec.encodePending(model),
                codec.encodeValidation(model),
                codec.encodeAdmission(model));
    }

    private static Map<Long, byte[]> rows(Model model, TestingRowStore store) {
        Map<Long, byte[]> rows = new TreeMap<>(store.rows());
        // An expired row is as good as none: whether it was ever written depends on evictions.
        rows.values().removeIf(model.rows()::isExpired);
        return rows;
    }

    private static void assertSame(
            ModelCodec codec, Model a, TestingRowStore aStore, Model b, TestingRowStore bStore) {
        Map<Long, byte[]> aRows = rows(a, aStore);
        Map<Long, byte[]> bRows = rows(b, bStore);
        assertThat(codec.encodeDense(b)).isEqualTo(codec.encodeDense(a));
        assertThat(codec.encodeControl(b)).isEqualTo(codec.encodeControl(a));
        assertThat(codec.encodePending(b)).isEqualTo(codec.encodePending(a));
        assertThat(codec.encodeValidation(b)).isEqualTo(codec.encodeValidation(a));
        assertThat(codec.encodeAdmission(b)).isEqualTo(codec.encodeAdmission(a));
        assertThat(bRows.keySet()).isEqualTo(aRows.keySet());
        aRows.forEach((id, row) -> assertThat(bRows.get(id)).as("row " + id).isEqualTo(row));
    }
}
