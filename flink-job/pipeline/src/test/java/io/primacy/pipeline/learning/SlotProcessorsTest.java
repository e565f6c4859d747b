package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotProcessorsTest {
    private static final int LEARNERS = 2;

    @ParameterizedTest
    @CsvSource({"1, 8, 8", "2, 8, 4", "3, 8, 2", "8, 8, 1", "4, 2, 1"})
    void slotsShareTheProcessorsOfTheirProcess(int slots, int processors, int each) {
        Configuration taskManager =
                new Configuration().set(TaskManagerOptions.NUM_TASK_SLOTS, slots);

        assertThat(SlotProcessors.of(taskManager, processors)).isEqualTo(each);
    }

    @Test
    void aSubtaskHasThreadsForTheProcessorsOfItsSlot(@TempDir Path checkpoints) throws Exception {
        long before = learnersThreads();

        try (TestingLearner learner =
                TestingLearner.started(
                        SmallLearner.standard().config(),
                        new HashMapStateBackend(),
                        checkpoints.toString())) {
            int processors = Runtime.getRuntime().availableProcessors();
            assertThat(learnersThreads() - before).isEqualTo(Math.min(LEARNERS, processors) - 1);
        }
        assertThat(learnersThreads()).isEqualTo(before);
    }

    private static long learnersThreads() {
        String prefix = Thread.currentThread().getName() + " stages";
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }
}
