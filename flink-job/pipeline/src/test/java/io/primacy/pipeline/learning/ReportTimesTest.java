package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTimesTest {
    private static final int STEP_MILLIS = 100;

    /** The interval is 10 s. */
    @Test
    void aModelThatLearnsIsReportedSoonAndThenAtTheIntervalOfTheConfig(@TempDir Path directory)
            throws Exception {
        LearnerConfig config = SmallLearner.standard().config();
        List<Example> batch = SmallLearner.examples(config.batch().size(), 5, "home");
        List<Integer> reported = new ArrayList<>();

        try (TestingLearner learner =
                TestingLearner.started(config, new HashMapStateBackend(), directory.toString())) {
            for (int millis = STEP_MILLIS; millis <= 33_000; millis += STEP_MILLIS) {
                learner.take(batch);
                learner.time(millis);
                if (!learner.reports().isEmpty()) {
                    reported.add(millis);
                }
            }
        }

        assertThat(reported)
                .containsExactly(100, 300, 700, 1_500, 3_100, 6_300, 12_700, 22_700, 32_700);
    }

    /** Who reads what is committed exactly once has that report already. */
    @Test
    void aRestoredModelIsNotReportedAgainBeforeItLearnsMore(@TempDir Path directory)
            throws Exception {
        LearnerConfig config = SmallLearner.standard().config();
        List<Example> batch = SmallLearner.examples(config.batch().size(), 5, "home");
        HashMapStateBackend backend = new HashMapStateBackend();
        OperatorSubtaskState state;
        try (TestingLearner learner =
                TestingLearner.started(config, backend, directory.toString())) {
            learner.take(batch);
            learner.time(STEP_MILLIS);
            assertThat(learner.reports()).hasSize(1);
            state = learner.checkpoint(1);
        }

        try (TestingLearner restored =
                TestingLearner.restored(config, backend, directory.toString(), state, 1)) {
            restored.take(batch.subList(0, 1));
            restored.time(STEP_MILLIS);
            assertThat(restored.reports()).isEmpty();

            restored.take(batch.subList(1, batch.size()));
            restored.time(3 * STEP_MILLIS);
            assertThat(restored.reports())
                    .singleElement()
                    .satisfies(r -> assertThat(r.step()).isEqualTo(2));
        }
    }
}
