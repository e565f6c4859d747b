package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.schema.config.RowsConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were not learned for the ttl leave snapshots at once and state little by little. */
class ExpiredRowsTest {
    private static final int OLD_ROWS = 3_200;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leaveSnapshotsAtOnceAndStateInBoundedSteps(boolean rocksDb) throws Exception {
        SmallLearner small =
                SmallLearner.standard()
                        .withRows(new RowsConfig(64 << 20, 1, Duration.ofHours(1), 1 << 10))
                        .withSnapshots(directory.resolve("snapshots").toUri().toString(), 1);
        StateBackend backend =
                rocksDb ? new EmbeddedRocksDBStateBackend(false) : new HashMapStateBackend();
        String checkpoints = directory.resolve("checkpoints").toString();

        try (TestingLearner learner =
                TestingLearner.started(small.config(), backend, checkpoints)) {
            learner.take(events(0, OLD_ROWS / 2));
            learner.checkpoint(1);
            assertThat(published(learner)).hasSize(OLD_ROWS);

            learner.take(events(7_200_000, 16));
            learner.checkpoint(2);
            assertThat(published(learner)).hasSize(32);
            assertThat(learner.states().figures().expiredRows()).isEqualTo(2_000);

            learner.take(events(7_200_001, 16));
            OperatorSubtaskState state = learner.checkpoint(3);
            assertThat(published(learner)).hasSize(32);
            assertThat(learner.states().figures().expiredRows()).isEqualTo(OLD_ROWS - 32);

            try (TestingLearner restored =
                    TestingLearner.restored(small.config(), backend, checkpoints, state, 3)) {
                restored.take(events(7_200_002, 16));
                restored.checkpoint(4);
                assertThat(published(restored)).hasSize(32);
                assertThat(restored.states().figures().expiredRows()).isZero();
            }
        }
    }

    /** Each of a user and of an item of its own: two rows an event. */
    private static List<Example> events(long afterMillis, int count) {
        List<Example> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(
                    new Example(
                            "home",
                            1_700_000_000_000L + afterMillis,
                            0,
                            i,
                            1,
                            new long[] {1_000_000 + i, -1_000_000 - i},
                            new int[] {1, 2, 2},
                            new float[] {0.5f},
                            new float[] {1, 0}));
        }
        return events;
    }

    private static Set<Long> published(TestingLearner learner) {
        Set<Long> ids = new TreeSet<>();
        for (SnapshotPart part : learner.parts()) {
            if (part instanceof SnapshotPart.Rows rows) {
                for (long id : rows.ids()) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }
}
