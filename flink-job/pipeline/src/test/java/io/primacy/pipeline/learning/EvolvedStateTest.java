package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.learner.StateException;
import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job restored with a config that has changed since its state was written. */
class EvolvedStateTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewFeatureAndANewLevelJoinAllThatWasLearned(boolean rocksDb) throws Exception {
        StateBackend backend =
                rocksDb ? new EmbeddedRocksDBStateBackend(false) : new HashMapStateBackend();
        LearnerConfig before = config();
        LearnerConfig after = grown(before);
        List<Example> examples = SmallLearner.examples(1_000, 5, "home", "mail");
        Set<Long> ids = new TreeSet<>();

        try (TestingLearner learner = TestingLearner.started(before, backend, checkpoints())) {
            learner.take(examples);
            OperatorSubtaskState state = learner.checkpoint(1);
            rows(learner).forEach(rows -> Arrays.stream(rows.ids()).forEach(ids::add));
            long step = learner.model("home").step();
            double lambda = learner.multiplier("home", 0);
            learner.close();

            try (TestingLearner restored =
                    TestingLearner.restored(after, backend, checkpoints(), state, 1)) {
                assertThat(restored.model("home").step()).isEqualTo(step);
                assertThat(restored.multiplier("home", 0)).isEqualTo(4);
                assertThat(lambda).isNotEqualTo(4);
                restored.take(examples.stream().limit(16).map(e -> grown(e, "mail")).toList());
                restored.checkpoint(2);

                Set<Long> now = new TreeSet<>();
                for (SnapshotPart.Rows rows : rows(restored)) {
                    Arrays.stream(rows.ids()).forEach(now::add);
                }
                assertThat(now).containsAll(ids).contains(77L).hasSize(ids.size() + 1);
                assertThat(restored.model("mail").step()).isGreaterThan(0);
                assertThat(restored.model("home").step()).isEqualTo(step);
            }
        }
    }

    @Test
    void aConfigThatDoesNotFitIsRefusedAtTheRestoreWithEveryReason() throws Exception {
        LearnerConfig before = config();
        FeatureConfig user = before.features().get(0);
        List<FeatureConfig> features = new ArrayList<>(before.features());
        features.set(
                0,
                new FeatureConfig(
                        user.name(),
                        user.path(),
                        user.type(),
                        2 * user.dimension(),
                        user.separator(),
                        user.transform(),
                        0,
                        1));
        LearnerConfig after = SmallLearner.with(before, features, before.tasks().subList(0, 1));
        try (TestingLearner learner =
                TestingLearner.started(before, new HashMapStateBackend(), checkpoints())) {
            learner.take(SmallLearner.examples(100, 5, "home"));
            OperatorSubtaskState state = learner.checkpoint(1);

            assertThatThrownBy(
                            () ->
                                    TestingLearner.restored(
                                            after,
                                            new HashMapStateBackend(),
                                            checkpoints(),
                                            state,
                                            1))
                    .isInstanceOf(StateException.class)
                    .hasMessageStartingWith("State of model 'home': the config does not fit: ")
                    .hasMessageContaining(
                            "feature 'user' has dimension 8 in state and dimension 16")
                    .hasMessageContaining("task 'click' is in state but not in the config")
                    .hasMessageEndingWith(
                            "Restore it with the config that wrote it, or start a new model.");
        }
    }

    private LearnerConfig config() {
        return SmallLearner.standard()
                .withSnapshots(directory.resolve("snapshots").toUri().toString(), 1)
                .config();
    }

    private static LearnerConfig grown(LearnerConfig c) {
        List<FeatureConfig> features = new ArrayList<>(c.features());
        features.add(0, SmallLearner.categorical("page", FeatureConfig.Type.CATEGORICAL, 4));
        List<TaskConfig> tasks = new ArrayList<>(c.tasks());
        tasks.add(new TaskConfig("share", "/share", TaskConfig.Loss.LOGISTIC, 3, 1));
        return SmallLearner.with(c, features, tasks);
    }

    private static Example grown(Example e, String key) {
        long[] ids = new long[e.ids().length + 1];
        ids[0] = 77;
        System.arraycopy(e.ids(), 0, ids, 1, e.ids().length);
        int[] ends = new int[e.ends().length + 1];
        Arrays.setAll(ends, i -> i == 0 ? 1 : e.ends()[i - 1] + 1);
        float[] labels = Arrays.copyOf(e.labels(), 3);
        return new Example(
                key,
                e.timeMillis(),
                e.partition(),
                e.offset(),
                e.weight(),
                ids,
                ends,
                e.numerics(),
                labels);
    }

    private static List<SnapshotPart.Rows> rows(TestingLearner learner) {
        return learner.parts().stream()
                .filter(SnapshotPart.Rows.class::isInstance)
                .map(SnapshotPart.Rows.class::cast)
                .toList();
    }

    private String checkpoints() {
        return directory.resolve("checkpoints").toString();
    }
}
