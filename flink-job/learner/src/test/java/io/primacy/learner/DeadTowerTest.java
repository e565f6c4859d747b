package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.DriftingStream.Drift;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.TaskConfig.Loss;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tower whose units are all at rest predicts the base rate for good: its normalized entropy stays
 * at 1, here over the last 10,000 events. The layers of the shipped config, from initial weights of
 * many seeds; both tasks on one level, so that no constraint is what holds one of them back.
 */
class DeadTowerTest {
    private static final int EVENTS = 40_000;

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void noTowerStaysAtTheBaseRate(Architecture architecture) {
        assertEveryTaskLearns(architecture, 7);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("twentySeeds")
    void noTowerStaysAtTheBaseRateWithAnyOfTwentySeeds(Architecture architecture, long seed) {
        assertEveryTaskLearns(architecture, seed);
    }

    static Stream<Arguments> twentySeeds() {
        return Stream.of(Architecture.values())
                .flatMap(
                        architecture ->
                                LongStream.range(1, 21)
                                        .mapToObj(seed -> Arguments.of(architecture, seed)));
    }

    private static void assertEveryTaskLearns(Architecture architecture, long seed) {
        LearnerConfig c = DriftingStream.config();
        ModelConfig m = c.model();
        LearnerConfig config =
                new LearnerConfig(
                        c.name(),
                        c.events(),
                        c.features(),
                        List.of(
                                TestingConfigs.task("first", Loss.LOGISTIC, 1),
                                TestingConfigs.task("second", Loss.LOGISTIC, 1)),
                        new ModelConfig(
                                architecture,
                                architecture == Architecture.SHARED_BOTTOM ? 1 : 4,
                                List.of(64, 32),
                                List.of(16),
                                architecture == Architecture.PLE ? 1 : 0,
                                m.wide()),
                        c.optimizer(),
                        c.batch(),
                        c.constraint(),
                        c.rows(),
                        c.metrics(),
                        c.snapshot(),
                        seed);
        DriftingStream stream = new DriftingStream(Drift.NEW_ITEMS, Integer.MAX_VALUE, seed);

        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            for (int i = 0; i < EVENTS; i++) {
                model.pending().add(stream.next());
                if (model.pending().isFull()) {
                    learner.learn(model);
                }
            }

            assertThat(learner.report(model).tasks())
                    .as("%s, seed %d", architecture, seed)
                    .allSatisfy(
                            task ->
                                    assertThat(task.normalizedEntropy())
                                            .as(task.name())
                                            .isLessThan(0.92));
        }
    }
}
