package io.primacy.learner.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RowIndexTest {
    private static final int IDS = 151;

    /** Few ids and many of one home cell, so that runs are long and removals tear holes in them. */
    @Property(tries = 300)
    void behavesAsAMap(@ForAll @Size(max = 800) List<@IntRange(max = IDS - 1) Integer> uses) {
        RowSlots rows = new RowSlots(1);
        RowIndex index = new RowIndex(rows);
        Map<Long, Integer> map = new HashMap<>();
        for (int use : uses) {
            long id = id(use);
            Integer slot = map.remove(id);
            if (slot == null) {
                map.put(id, rows.take(id));
                index.add(id, map.get(id));
            } else {
                index.remove(id, slot);
                rows.free(slot);
                if (use % 5 == 0) {
                    rows.pack(
                            (moved, from, to) -> {
                                index.move(moved, from, to);
                                assertThat(map.put(moved, to)).isEqualTo(from);
                            });
                }
            }
            assertFinds(index, map);
        }
        assertFindsTogether(index, map);
    }

    private static long id(int use) {
        return use < 75 ? use : (long) use << 32;
    }

    private static void assertFinds(RowIndex index, Map<Long, Integer> map) {
        for (int use = 0; use < IDS; use++) {
            assertThat(index.find(id(use))).isEqualTo(map.getOrDefault(id(use), RowIndex.ABSENT));
        }
    }

    private static void assertFindsTogether(RowIndex index, Map<Long, Integer> map) {
        long[] ids = LongStream.range(0, IDS).map(use -> id((int) use)).toArray();
        int[] slots = new int[ids.length];
        Arrays.fill(slots, 7_777);
        index.find(ids, 10, 140, slots);
        for (int i = 0; i < ids.length; i++) {
            int expected = i < 10 || i >= 140 ? 7_777 : map.getOrDefault(ids[i], RowIndex.ABSENT);
            assertThat(slots[i]).isEqualTo(expected);
        }
    }
}
