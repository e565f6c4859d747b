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

    /** Few ids and many of one home cell, so that runs are long and removals tear holes in them. */
    @Property(tries = 300)
    void behavesAsAMap(@ForAll @Size(max = 800) List<@IntRange(min = 0, max = 150) Integer> uses) {
        RowIndex index = new RowIndex();
        Map<Long, Integer> map = new HashMap<>();
        for (int use : uses) {
            long id = use < 75 ? use : (long) use << 32;
            if (map.remove(id) != null) {
                index.remove(id);
            } else {
                index.add(id, use);
                map.put(id, use);
            }
            for (long known = 0; known <= 150; known++) {
                long each = known < 75 ? known : known << 32;
                assertThat(index.find(each)).isEqualTo(map.getOrDefault(each, RowIndex.ABSENT));
            }
        }
        long[] ids = LongStream.rangeClosed(0, 150).map(k -> k < 75 ? k : k << 32).toArray();
        int[] slots = new int[ids.length];
        Arrays.fill(slots, 7_777);
        index.find(ids, 10, 140, slots);
        for (int i = 0; i < ids.length; i++) {
            int expected = i < 10 || i >= 140 ? 7_777 : map.getOrDefault(ids[i], RowIndex.ABSENT);
            assertThat(slots[i]).isEqualTo(expected);
        }
    }
}
