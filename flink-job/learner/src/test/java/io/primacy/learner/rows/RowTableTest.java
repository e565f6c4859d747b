package io.primacy.learner.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.learner.StateException;
import io.primacy.learner.TestingRowStore;
import io.primacy.learner.optimizer.Optimizer;
import io.primacy.schema.config.OptimizerConfig;
import io.primacy.schema.config.RowsConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowTableTest {
    private static final RowLayout LAYOUT = new RowLayout(3, 0, 2, 1);
    private static final Optimizer ADAGRAD =
            Optimizer.of(new OptimizerConfig(OptimizerConfig.Type.ADAGRAD, 0.1, 0.25, 1e-10, 0));
    private static final RowCodec CODEC = new RowCodec(2, 1, 0);

    private final TestingRowStore store = new TestingRowStore();

    private RowTable table() {
        return table(new RowsConfig(1 << 20));
    }

    private RowTable table(RowsConfig config) {
        return table(LAYOUT, config);
    }

    private RowTable table(RowLayout layout, RowsConfig config) {
        return new RowTable(
                new RowLayout[] {layout}, new RowInitializer(7, ADAGRAD), CODEC, store, config);
    }

    @Test
    void rowsSurviveAnyOrderOfUseFlushAndEviction() {
        SplittableRandom random = new SplittableRandom(5);
        Map<Long, float[]> expected = new TreeMap<>();
        RowTable table = table();
        RowGroup group = table.group(0);
        int paged = 0;
        for (long batch = 1; batch <= 3_000; batch++) {
            long id = random.nextInt(400) * 0x9E3779B97F4A7C15L;
            int slot = group.slot(id);
            float[] row = row(group, slot);
            assertThat(row).isEqualTo(expected.getOrDefault(id, initial(id)));
            int i = random.nextInt(LAYOUT.length());
            group.page(slot)[group.offset(slot) + i] += 1.5f;
            group.touch(slot);
            row[i] += 1.5f;
            expected.put(id, row);
            if (random.nextInt(40) == 0) {
                table.evictTo(60 * group.rowBytes());
                assertThat(group.rows()).isLessThanOrEqualTo(60);
            }
            if (random.nextInt(90) == 0) {
                table.flush();
                assertThat(table.dirtyRows()).isZero();
                assertStored(expected);
                paged += store.pages().isEmpty() ? 0 : 1;
            }
        }
        table.evictTo(0);
        table.flush();

        assertThat(paged).as("flushes that left pages").isBetween(1, 30);
        assertThat(store.pages()).isEmpty();
        assertStored(expected);
    }

    private void assertStored(Map<Long, float[]> expected) {
        Map<Long, byte[]> rows = store.rows();
        assertThat(rows).hasSameSizeAs(expected);
        expected.forEach(
                (id, row) ->
                        assertThat(rows.get(id)).isEqualTo(CODEC.encode(row, 0, row.length, 0)));
    }

    @Test
    void whereHalfOfAPageHasChangedItIsWrittenWholeAndStaysSoWhileAQuarterChanges() {
        RowTable table = table();
        touch(table, 0, 31);
        table.flush();
        assertThat(store.pages()).isEmpty();
        // All but the last two have changed at some time.
        touch(table, 30, 62);
        assertThat(table.flush()).isEqualTo(32);
        assertThat(store.pages()).hasSize(1);
        assertThat(pagedIds(table)).containsExactlyElementsOf(ids(30, 62));

        touch(table, 0, 16);
        table.flush();
        assertThat(pagedIds(table)).hasSize(48).containsAll(ids(0, 16)).containsAll(ids(30, 62));
        store.changed().clear();
        touch(table, 5, 10);
        table.flush();

        assertThat(store.pages()).isEmpty();
        assertThat(pagedIds(table)).isEmpty();
        assertThat(store.changed()).containsExactlyInAnyOrderElementsOf(ids(5, 10));
        assertStored(touched);
    }

    @Test
    void aPageThatARowHasLeftIsNotLeftAsItWas() {
        RowTable table = table();
        touch(table, 0, 256);
        table.flush();
        assertThat(store.pages()).hasSize(4);
        table.evictTo(100 * table.group(0).rowBytes());
        // Those that have left come back elsewhere, and change.
        touch(table, 0, 40);

        table.flush();
        assertStored(touched);
        table.evictTo(0);
        table.flush();

        assertThat(store.pages()).isEmpty();
        assertStored(touched);
    }

    @Test
    void aPageIsWrittenAgainOnlyIfSomethingHasChanged() {
        RowTable table = table();
        touch(table, 0, 64);
        table.flush();
        byte[] page = store.pages().values().iterator().next();

        table.group(0).slot(3);
        table.flush();
        assertThat(store.pages().values()).first().isSameAs(page);

        page[0] = 9;
        assertThatThrownBy(() -> RowPage.forEachRow(page, (id, row) -> {}))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("version 9");
    }

    /** What {@link #touch} has made of rows. */
    private final Map<Long, float[]> touched = new TreeMap<>();

    private void touch(RowTable table, long from, long to) {
        RowGroup group = table.group(0);
        for (long id = from; id < to; id++) {
            int slot = group.slot(id);
            assertThat(row(group, slot)).isEqualTo(touched.getOrDefault(id, initial(id)));
            group.page(slot)[group.offset(slot)] += 1;
            group.touch(slot);
            touched.put(id, row(group, slot));
        }
    }

    private static List<Long> ids(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static List<Long> pagedIds(RowTable table) {
        return LongStream.range(0, 200).filter(table::isPaged).boxed().toList();
    }

    @Test
    void onlyChangedRowsAreWrittenAndOnlyOnce() {
        RowTable table = table();
        RowGroup group = table.group(0);
        group.slot(1);
        int changed = group.slot(2);
        group.touch(changed);
        group.touch(changed);

        assertThat(table.dirtyRows()).isEqualTo(1);
        assertThat(table.flush()).isEqualTo(1);
        assertThat(table.flush()).isZero();
        assertThat(store.rows()).containsOnlyKeys(2L);
    }

    @Test
    void theLeastRecentlyUsedRowsLeaveFirst() {
        RowTable table = table(new RowLayout(32, 0, 2, 1), new RowsConfig(1 << 20));
        RowGroup group = table.group(0);
        for (int id = 0; id < 10_000; id++) {
            group.slot(id);
        }
        table.evictTo(table.heapBytes() - 1);
        // What is used from now on stays, and so do newer rows than those that left.
        for (int id = 3_000; id < 4_000; id++) {
            group.slot(id);
        }
        int readsBefore = store.reads();
        long bound = 8_000 * group.rowBytes();

        table.evictTo(bound);

        assertThat(table.heapBytes()).isLessThanOrEqualTo(bound);
        assertThat(group.rows()).isBetween(5_000, 8_000);
        for (int id = 3_000; id < 4_000; id++) {
            group.slot(id);
        }
        for (int id = 6_000; id < 9_000; id++) {
            group.slot(id);
        }
        assertThat(store.reads()).isEqualTo(readsBefore);
        assertThat(table.lookups()).isEqualTo(15_000);
    }

    @Test
    void theHeapThatRowsTakeIsGivenBackWithThem() {
        RowTable table = table();
        RowGroup group = table.group(0);
        long empty = table.heapBytes();
        for (int id = 0; id < 50_000; id++) {
            group.touch(group.slot(id));
        }
        long full = table.heapBytes();

        table.evictTo(full / 10);
        long tenth = table.heapBytes();
        table.evictTo(0);

        assertThat(full).isGreaterThan(50_000 * group.rowBytes());
        assertThat(tenth).isLessThanOrEqualTo(full / 10);
        assertThat(table.heapBytes()).isEqualTo(empty);
        assertThat(store.rows()).hasSize(50_000);
        assertThat(table.dirtyRows()).isZero();
    }

    @Test
    void aNewRowDependsOnSeedAndIdOnlyAndAllStagesBeginAlike() {
        RowTable one = table();
        RowTable other = table();
        one.group(0).slot(10);

        float[] first = row(one.group(0), one.group(0).slot(99));
        float[] second = row(other.group(0), other.group(0).slot(99));

        assertThat(first).isEqualTo(second);
        assertThat(first[0]).isEqualTo(first[LAYOUT.embedding(1)]).isNotZero();
        assertThat(first[LAYOUT.slots(0)]).isEqualTo(0.25f);
    }

    @Test
    void aRowOfAnotherDimensionOrVersionIsRefused() {
        byte[] row = CODEC.encode(new float[20], 0, 20, 0);
        store.write(1, row);

        assertThatThrownBy(() -> table().group(0).slot(1))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("dimension 5")
                .hasMessageContaining("config says 3");

        row[0] = 9;
        assertThatThrownBy(() -> CODEC.width(row))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void theServingVectorIsTheLastStagesEmbedding() {
        float[] row = new float[LAYOUT.length()];
        for (int i = 0; i < row.length; i++) {
            row[i] = i;
        }
        float[] vector = new float[4];

        CODEC.servingVector(CODEC.encode(row, 0, row.length, 0), vector, 1);

        assertThat(vector).containsExactly(0, 6, 7, 8);
    }

    @Test
    void aRowThatWasNotLearnedForLongerThanTheTtlBeginsAnewResidentOrNot() {
        RowTable table = table(new RowsConfig(1 << 20, 1, Duration.ofMillis(100), 1_024));
        RowGroup group = table.group(0);
        for (long id = 1; id <= 2; id++) {
            table.advanceClock(1_000, false);
            int slot = group.slot(id);
            group.page(slot)[group.offset(slot)] += 1;
            group.touch(slot);
        }
        int again = group.slot(2);
        table.advanceClock(1_060, false);
        group.touch(again);
        table.evictTo(group.rowBytes());
        assertThat(group.rows()).isLessThan(2);
        table.advanceClock(1_101, false);

        assertThat(row(group, group.slot(1))).isEqualTo(initial(1));
        assertThat(row(group, group.slot(2))).isNotEqualTo(initial(2));
        table.advanceClock(900, false);
        assertThat(table.clock()).isEqualTo(1_101);
        table.advanceClock(1_161, false);
        assertThat(row(group, group.slot(2))).isEqualTo(initial(2));
        assertThat(table.isExpired(store.rows().get(1L))).isTrue();
    }

    @Test
    void aRowOfLayoutVersion1IsReadAndDoesNotExpireBeforeItIsLearnedAgain() {
        RowTable table = table(new RowsConfig(1 << 20, 3, Duration.ofMillis(100), 1_024));
        RowGroup group = table.group(0);
        ByteBuffer old = ByteBuffer.allocate(4 + 4 * 12).order(ByteOrder.LITTLE_ENDIAN);
        old.put(new byte[] {1, 2, 1, 0});
        for (int i = 0; i < 12; i++) {
            old.putFloat(i);
        }
        store.write(5, old.array());
        table.advanceClock(1_000_000, false);

        int slot = group.slot(5);

        assertThat(row(group, slot)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(group.isGuest(slot)).isFalse();
        assertThat(table.isExpired(old.array())).isFalse();
        group.touch(slot);
        table.advanceClock(1_000_101, false);
        assertThat(row(group, group.slot(5))).isEqualTo(initial(5));
        assertThat(group.isGuest(slot)).isTrue();
    }

    @Test
    void aRowFromBeforeALevelAndATaskWereAddedIsFilledIn() {
        RowCodec before = new RowCodec(1, 1, 1);
        // One level: an embedding of 3, a linear weight, and a slot of each.
        store.write(5, before.encode(new float[] {1, 2, 3, 4, 11, 12, 13, 14}, 0, 8, 0));
        RowLayout layout = new RowLayout(3, 2, 2, 1);
        RowCodec codec = new RowCodec(2, 1, 2);
        RowTable table =
                new RowTable(
                        new RowLayout[] {layout},
                        new RowInitializer(7, ADAGRAD),
                        codec,
                        store,
                        new RowsConfig(1 << 20));
        RowGroup group = table.group(0);

        int slot = group.slot(5);

        assertThat(Arrays.copyOfRange(group.page(slot), group.offset(slot), 20))
                .containsExactly(
                        1, 2, 3, 4, 0, 11, 12, 13, 14, 0.25f, 1, 2, 3, 4, 0, 11, 12, 13, 14, 0.25f);
        float[] vector = {9, 9, 9, 9, 9};
        codec.servingVector(store.rows().get(5L), vector, 0);
        assertThat(codec.width(store.rows().get(5L))).isEqualTo(5);
        assertThat(vector).containsExactly(1, 2, 3, 4, 0);
    }

    @Test
    void ofAGuestNothingIsKept() {
        RowTable table = table(new RowsConfig(1 << 20, 2, Duration.ZERO, 1_024));
        RowGroup group = table.group(0);
        for (long id = 1; id <= 300; id++) {
            int slot = group.slot(id);
            assertThat(group.isGuest(slot)).isTrue();
            assertThat(row(group, slot)).isEqualTo(initial(id));
            if (id % 100 == 0) {
                group.admit(slot);
            } else {
                group.release(slot);
            }
        }
        table.flush();

        assertThat(table.size()).isEqualTo(3);
        assertThat(store.rows()).containsOnlyKeys(100L, 200L, 300L);
        assertThat(group.isGuest(group.slot(200))).isFalse();
    }

    private static float[] initial(long id) {
        float[] row = new float[LAYOUT.length()];
        new RowInitializer(7, ADAGRAD).fill(id, LAYOUT, row, 0);
        return row;
    }

    private static float[] row(RowGroup group, int slot) {
        float[] row = new float[LAYOUT.length()];
        System.arraycopy(group.page(slot), group.offset(slot), row, 0, row.length);
        return row;
    }
}
