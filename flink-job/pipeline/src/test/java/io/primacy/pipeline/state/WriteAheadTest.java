package io.primacy.pipeline.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class WriteAheadTest {
    private static final int MOST = 1_000;
    private static final int BATCH_ROWS = 100;
    private static final long SEED = 7;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final WriteAhead ahead = new WriteAhead(MOST);
    private final Set<Long> dirty = new HashSet<>();
    private int writes;

    @Test
    void rowsThatChangeOnceAreWrittenAhead() {
        for (int barrier = 0; barrier < 3; barrier++) {
            learn(200, random::nextLong);

            assertThat(dirty).hasSizeLessThan(MOST);
            assertThat(writes).isEqualTo(20);
            barrier();
        }
    }

    @Test
    void rowsThatChangeAllTheTimeWaitForTheBarrier() {
        LongSupplier hot = () -> random.nextLong(5 * MOST);
        learn(2_000, hot);
        assertThat(writes).as("found out, the first time").isBetween(4, 20);
        assertThat(dirty).hasSize(5 * MOST);

        for (int barrier = 0; barrier < 3; barrier++) {
            barrier();
            learn(2_000, hot);
            assertThat(writes).as("known from then on").isZero();
        }
    }

    @Test
    void trafficThatChangesIsFoundOut() {
        learn(2_000, () -> random.nextLong(5 * MOST));
        barrier();
        learn(200, random::nextLong);
        assertThat(writes).isZero();
        barrier();

        learn(200, random::nextLong);

        assertThat(writes).isEqualTo(20);
    }

    @Test
    void fewRowsAreLeftAlone() {
        learn(2_000, () -> random.nextLong(MOST / 2));

        assertThat(writes).isZero();
    }

    private void learn(int batches, LongSupplier ids) {
        for (int i = 0; i < batches; i++) {
            for (int row = 0; row < BATCH_ROWS; row++) {
                dirty.add(ids.getAsLong());
            }
            ahead.learned();
            if (ahead.isDue(dirty.size())) {
                write();
                writes++;
            }
        }
    }

    private void barrier() {
        write();
        ahead.barrier();
        writes = 0;
    }

    private void write() {
        dirty.forEach(ahead::written);
        dirty.clear();
    }
}
