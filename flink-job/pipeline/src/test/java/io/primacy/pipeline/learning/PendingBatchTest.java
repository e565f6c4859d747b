package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.learner.StateException;
import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.schema.config.LearnerConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half-filled batches in state, restored with another {@code batch} config. */
class PendingBatchTest {
    private static final int WAITING = 10;

    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final long LATER = 10_000;

    @TempDir Path directory;

    @Test
    void oneThatIsLargerThanTheConfigAllowsIsRefusedAtTheRestore() throws Exception {
        OperatorSubtaskState state = stateWithWaitingEvents(SmallLearner.standard());

        assertThatThrownBy(() -> restored(SmallLearner.standard().withBatchSize(4), state))
                .isInstanceOf(StateException.class)
                .hasMessage(
                        "State of model 'home': its half-filled batch has 10 examples but batch.size"
                                + " is 4; restore with a batch.size of at least 10.");
    }

    @Test
    void oneThatIsFullNowIsLearnedWithTheNextEvent() throws Exception {
        OperatorSubtaskState state = stateWithWaitingEvents(SmallLearner.standard());

        try (TestingLearner learner =
                restored(SmallLearner.standard().withBatchSize(WAITING), state)) {
            learner.take(SmallLearner.examples(1, 6, "home"));

            assertThat(learner.model("home").learned()).isEqualTo(WAITING);
            assertThat(learner.model("home").pending().size()).isEqualTo(1);
        }
    }

    @Test
    void aDelayThatIsNewWakesThoseThatHadNone() throws Exception {
        OperatorSubtaskState state = stateWithWaitingEvents(SmallLearner.standard());

        try (TestingLearner learner =
                restored(SmallLearner.standard().withMaxDelay(DELAY), state)) {
            assertThat(learner.timers()).isEqualTo(1);
            learner.time(LATER);

            assertThat(learner.model("home").learned()).isEqualTo(WAITING);
        }
    }

    @Test
    void oneThatHasItsTimerGetsNoOther() throws Exception {
        SmallLearner hurried = SmallLearner.standard().withMaxDelay(DELAY);
        OperatorSubtaskState state = stateWithWaitingEvents(hurried);

        try (TestingLearner learner = restored(hurried, state)) {
            assertThat(learner.timers()).isEqualTo(1);
        }
    }

    @Test
    void theTimerOfABatchThatWasFilledMeanwhileIsNoneOfTheNext() throws Exception {
        SmallLearner hurried = SmallLearner.standard().withMaxDelay(DELAY);
        OperatorSubtaskState first = stateWithWaitingEvents(hurried);
        OperatorSubtaskState second;
        try (TestingLearner patient = restored(SmallLearner.standard(), first)) {
            patient.take(SmallLearner.examples(WAITING, 6, "home"));
            second = patient.checkpoint(2);
        }

        try (TestingLearner learner = restored(hurried, second)) {
            assertThat(learner.timers()).isEqualTo(2);
            learner.time(LATER);

            assertThat(learner.model("home").learned()).isEqualTo(2 * WAITING);
        }
    }

    private OperatorSubtaskState stateWithWaitingEvents(SmallLearner learner) throws Exception {
        try (TestingLearner running =
                TestingLearner.started(config(learner), new HashMapStateBackend(), checkpoints())) {
            running.take(SmallLearner.examples(WAITING, 5, "home"));
            return running.checkpoint(1);
        }
    }

    private TestingLearner restored(SmallLearner learner, OperatorSubtaskState state)
            throws Exception {
        return TestingLearner.restored(
                config(learner), new HashMapStateBackend(), checkpoints(), state, 1);
    }

    private LearnerConfig config(SmallLearner learner) {
        return learner.withSnapshots(directory.resolve("snapshots").toUri().toString(), 1).config();
    }

    private String checkpoints() {
        return directory.resolve("checkpoints").toString();
    }
}
