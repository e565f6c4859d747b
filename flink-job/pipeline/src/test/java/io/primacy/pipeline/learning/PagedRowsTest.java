package io.primacy.pipeline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.Model;
import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a checkpoint wrote page by page are what they were, wherever they go from there. */
class PagedRowsTest {
    private static final long SEED = 20_261_130;
    private static final int EVENTS = 900;
    private static final int FEW = 16;
    private static final long PLENTY = 64 << 20;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comeBackFromACheckpointAsTheyWere(boolean rocksDb) throws Exception {
        LearnerConfig config = SmallLearner.standard().withMemoryBytes(PLENTY).config();
        List<Example> examples = SmallLearner.examples(3 * EVENTS, SEED, "home");
        try (TestingLearner whole = TestingLearner.started(config, backend(rocksDb), state())) {
            whole.take(examples.subList(0, EVENTS));
            whole.checkpoint(1);
            // What pages have is newer than the rows by themselves, and some rows are in none.
            whole.take(examples.subList(EVENTS, 2 * EVENTS));
            OperatorSubtaskState checkpoint = whole.checkpoint(2);
            assertThat(paged(whole)).hasSizeGreaterThan(64);

            try (TestingLearner restored =
                    TestingLearner.restored(config, backend(rocksDb), state(), checkpoint, 2)) {
                assertThat(restored.bits()).as("seed %d", SEED).isEqualTo(whole.bits());
                assertThat(paged(restored)).isEmpty();

                whole.take(examples.subList(2 * EVENTS, 3 * EVENTS));
                restored.take(examples.subList(2 * EVENTS, 3 * EVENTS));
                whole.checkpoint(3);
                restored.checkpoint(3);
                assertThat(paged(restored)).isNotEmpty();
                assertThat(restored.bits()).as("seed %d", SEED).isEqualTo(whole.bits());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areNotFoundAgainWhereTheyNoLongerAre(boolean rocksDb) throws Exception {
        LearnerConfig config = SmallLearner.standard().withMemoryBytes(PLENTY).config();
        List<Example> examples = SmallLearner.examples(EVENTS + FEW, SEED, "home");
        OperatorSubtaskState paged;
        try (TestingLearner first = TestingLearner.started(config, backend(rocksDb), state())) {
            paged = first.takeUntilCheckpoint(examples.subList(0, EVENTS), 1);
        }
        OperatorSubtaskState single;
        Map<String, String> expected;
        try (TestingLearner second =
                TestingLearner.restored(config, backend(rocksDb), state(), paged, 1)) {
            // So few rows change that they are written by themselves.
            single = second.takeUntilCheckpoint(examples.subList(EVENTS, EVENTS + FEW), 2);
            assertThat(paged(second)).isEmpty();
            expected = second.bits();
        }
        try (TestingLearner third =
                TestingLearner.restored(config, backend(rocksDb), state(), single, 2)) {
            assertThat(third.bits()).as("seed %d", SEED).isEqualTo(expected);
        }
    }

    /** Ids of rows that state has in a page; each row is there once. */
    private static Set<Long> paged(TestingLearner learner) throws Exception {
        Model model = learner.model("home");
        Set<Long> all = new TreeSet<>();
        Set<Long> paged = new TreeSet<>();
        learner.states()
                .forEachRow(
                        model,
                        (id, row) -> {
                            assertThat(all.add(id)).as("the first of row %d", id).isTrue();
                            if (model.rows().isPaged(id)) {
                                paged.add(id);
                            }
                        });
        return paged;
    }

    private String state() {
        return directory.resolve("checkpoints").toString();
    }

    private static StateBackend backend(boolean rocksDb) {
        return rocksDb ? new EmbeddedRocksDBStateBackend(false) : new HashMapStateBackend();
    }
}
