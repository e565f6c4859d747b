package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.learner.DriftingStream.Drift;
import io.primacy.learner.network.Anchor;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.event.Example;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way back to the reference's weights. */
class PullTest {

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void pulledAllTheWayAStagePredictsWhatItsReferenceDoes(Architecture architecture) {
        LearnerConfig config =
                TestingConfigs.learner(
                        architecture,
                        OptimizerConfig.Type.ADAGRAD,
                        16,
                        TestingConfigs.threeLevels());
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            List<Example> examples = TestingExamples.of(config, 320, 1);
            feed(learner, model, examples);
            assertThat(Math.abs(gap(feed(learner, model, examples)))).isGreaterThan(1e-3);
            float[] lowest = model.parameters(2);

            new Anchor(learner.layout(2), learner.layout(0), config)
                    .pull(lowest, model.parameters(0), 1);
            // The rows are as far apart as before: only ids that no one has seen are equal.
            LearningStep step = feed(learner, model, unseen(examples));

            assertThat(gap(step)).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void aStageThatIsPulledStaysByItsReferenceAndOneThatIsNotDoesNot() {
        double free = worst(0);
        double pulled = worst(1);

        assertThat(free).isGreaterThan(0.003);
        assertThat(pulled).isLessThan(0.5 * free);
    }

    @Test
    void withoutAProvenViolationNothingIsPulled() {
        LearnerConfig config = conflict(1, 1e6);
        LearnerConfig none = conflict(0, 1e6);
        List<Example> examples = conflicting(20_000);

        assertThat(weights(config, examples)).isEqualTo(weights(none, examples));
        assertThat(weights(conflict(1, 0), examples))
                .isNotEqualTo(weights(conflict(0, 0), examples));
    }

    /** Mean violation of the highest task where hardly anything else holds it. */
    private static double worst(double pull) {
        LearnerConfig config = conflict(pull, 0);
        double losses = 0;
        double references = 0;
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            for (Example example : conflicting(40_000)) {
                model.pending().add(example);
                if (model.pending().isFull()) {
                    LearningStep step = learner.learn(model);
                    losses += step.losses()[0];
                    references += step.references()[0];
                }
            }
        }
        return losses / references - 1;
    }

    /** A multiplier that stays small, so that the second task has its way. */
    private static LearnerConfig conflict(double pull, double absoluteTolerance) {
        ConstraintConfig c = TestingConfigs.exponentiated(ConstraintConfig.Scale.GRADIENT_NORM);
        return TestingConfigs.with(
                DriftingStream.config(),
                new ConstraintConfig(
                                c.reference(),
                                0,
                                0,
                                absoluteTolerance,
                                c.clip(),
                                c.scale(),
                                c.controller(),
                                0,
                                0,
                                0.01,
                                0.01,
                                c.max(),
                                c.proportional(),
                                c.smoothing())
                        .withPull(pull));
    }

    /** Impressions of which both tasks want something else of the same weights. */
    private static List<Example> conflicting(int count) {
        DriftingStream stream = new DriftingStream(Drift.NEW_ITEMS, Integer.MAX_VALUE, 3);
        return Stream.generate(stream::next).limit(count).toList();
    }

    private static byte[] weights(LearnerConfig config, List<Example> examples) {
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create("m", RowStore.none());
            feed(learner, model, examples);
            return learner.codec().encodeDense(model);
        }
    }

    private static double gap(LearningStep step) {
        return step.losses()[0] / step.references()[0] - 1;
    }

    private static List<Example> unseen(List<Example> examples) {
        return examples.subList(0, 16).stream()
                .map(
                        e -> {
                            long[] ids = e.ids().clone();
                            for (int i = 0; i < ids.length; i++) {
                                ids[i] += 1_000_000;
                            }
                            return new Example(
                                    e.modelKey(),
                                    e.timeMillis(),
                                    e.partition(),
                                    e.offset(),
                                    e.weight(),
                                    ids,
                                    e.ends(),
                                    e.numerics(),
                                    e.labels());
                        })
                .toList();
    }

    private static LearningStep feed(
            PrimalDualLearner learner, Model model, List<Example> examples) {
        LearningStep step = null;
        for (Example example : examples) {
            model.pending().add(example);
            if (model.pending().isFull()) {
                step = learner.learn(model);
            }
        }
        return step;
    }
}
