package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelToleranceTest {

    @Test
    void aModelWithAToleranceOfItsOwnFollowsThatOneAndTheOthersTheCommonOne() {
        LearnerConfig common = TestingConfigs.twoLevels();
        LearnerConfig overridden = withTolerances(common, Map.of("lenient", 0.5));

        assertThat(multiplier(overridden, "lenient")).isLessThan(multiplier(common, "lenient"));
        assertThat(multiplier(overridden, "other")).isEqualTo(multiplier(common, "other"));
    }

    private static double multiplier(LearnerConfig config, String key) {
        List<Example> examples = TestingExamples.of(config, 320, 4);
        try (PrimalDualLearner learner = new PrimalDualLearner(config)) {
            Model model = learner.create(key, new TestingRowStore());
            for (Example example : examples) {
                model.pending().add(example);
                if (model.pending().isFull()) {
                    learner.learn(model);
                }
            }
            return model.constraints(1)[0].multiplier();
        }
    }

    private static LearnerConfig withTolerances(
            LearnerConfig config, Map<String, Double> tolerances) {
        ConstraintConfig c = config.constraint();
        return TestingConfigs.with(
                config,
                new ConstraintConfig(
                        c.reference(),
                        c.warmup(),
                        c.tolerance(),
                        c.absoluteTolerance(),
                        c.clip(),
                        c.scale(),
                        c.controller(),
                        c.learningRate(),
                        c.release(),
                        c.initial(),
                        c.min(),
                        c.max(),
                        c.proportional(),
                        c.smoothing(),
                        c.pull(),
                        new TreeMap<>(tolerances)));
    }
}
