package io.primacy.pipeline.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.Model;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowLayout;
import io.primacy.learner.rows.RowStore;
import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.schema.event.Example;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkingSetTest {
    private static final int MOST_DIRTY = 100;
    private static final int BATCH = 16;
    private static final long PLENTY = 64 << 20;

    private final PrimalDualLearner learner =
            new PrimalDualLearner(SmallLearner.standard().config());
    private final Map<String, Integer> written = new TreeMap<>();
    private final WorkingSet residents =
            new WorkingSet(
                    PLENTY,
                    new WriteAhead(MOST_DIRTY, Double.MAX_VALUE),
                    resident -> {
                        throw new AssertionError("nothing has to leave");
                    });

    @AfterEach
    void close() {
        learner.close();
    }

    @Test
    void barriersFindFewRowsWhateverLiesBetweenThem() throws Exception {
        String[] keys = {"a", "b", "c", "d", "e", "f"};
        int changed = 0;
        List<Example> examples = SmallLearner.examples(4_000, 7, keys);
        for (Example example : examples) {
            Resident resident = resident(example.modelKey());
            Model model = resident.model;
            int before = model.rows().dirtyRows();
            model.pending().add(example);
            if (model.pending().isFull()) {
                learner.learn(model);
                changed += model.rows().dirtyRows() - before;
                residents.learned(resident);
                assertThat(dirtyRows()).isLessThan(MOST_DIRTY);
            }
        }
        assertThat(changed).isGreaterThan(3 * MOST_DIRTY);
        assertThat(written.values().stream().mapToInt(Integer::intValue).sum() + dirtyRows())
                .isEqualTo(changed);
    }

    @Test
    void modelsThatRestAreWrittenFirst() throws Exception {
        learnUntil("resting", MOST_DIRTY / 2);
        learnUntil("busy", MOST_DIRTY / 2);

        assertThat(written).containsOnlyKeys("resting");
        assertThat(resident("resting").model.rows().dirtyRows()).isZero();
        assertThat(resident("busy").model.rows().dirtyRows()).isPositive();
    }

    @Test
    void whatABarrierHasWrittenIsNotCountedAgain() throws Exception {
        learnUntil("first", MOST_DIRTY - 30);
        Resident first = resident("first");
        first.model.rows().flush();
        residents.written(first);
        written.clear();

        learnUntil("second", MOST_DIRTY - 30);

        assertThat(written).isEmpty();
    }

    private void learnUntil(String key, int dirty) throws Exception {
        Resident resident = resident(key);
        for (Example example : SmallLearner.examples(4_000, 7, key)) {
            if (resident.model.rows().dirtyRows() >= dirty || !written.isEmpty()) {
                return;
            }
            resident.model.pending().add(example);
            if (resident.model.pending().size() == BATCH) {
                learner.learn(resident.model);
                residents.learned(resident);
            }
        }
    }

    private int dirtyRows() {
        return residents.all().stream().mapToInt(r -> r.model.rows().dirtyRows()).sum();
    }

    private Resident resident(String key) throws Exception {
        Resident resident = residents.get(key);
        if (resident == null) {
            ChangedRows changed = new ChangedRows(learner.rowCodec(), PLENTY);
            resident = new Resident(learner.create(key, store(key)), changed, true);
            residents.add(resident);
        }
        return resident;
    }

    private RowStore store(String key) {
        return new RowStore() {
            @Override
            public byte[] read(long id) {
                return null;
            }

            @Override
            public void write(long[] ids, byte[][] rows, int count) {
                // It is counted below.
            }

            @Override
            public void writePage(long number, byte[] rows) {
                // As above.
            }

            @Override
            public void dropPage(long number) {
                // Its rows are written as above.
            }

            @Override
            public void changed(long id, RowLayout layout, float[] values, int offset) {
                written.merge(key, 1, Integer::sum);
            }
        };
    }
}
