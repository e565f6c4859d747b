package io.primacy.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotNumbersTest {

    @Test
    void batchesMayGrowAndShrinkByAnyNumberOfSlots() {
        SlotNumbers numbers = new SlotNumbers();
        for (int most : new int[] {100, 101, 120, 3, 127, 128, 500, 64, 511, 512}) {
            int[] slots = IntStream.range(0, most).map(i -> 7 * i + most).toArray();
            int[] found = new int[most];
            numbers.clear(most);

            numbers.of(slots, 0, most, found);

            assertThat(found).isEqualTo(IntStream.range(0, most).toArray());
            assertThat(numbers.size()).isEqualTo(most);
            assertThat(numbers.slots()).startsWith(slots);
        }
    }

    @Test
    void aSlotKeepsTheNumberOfItsFirstOccurrence() {
        SlotNumbers numbers = new SlotNumbers();
        int[] found = new int[6];
        numbers.clear(6);

        numbers.of(new int[] {9, 4, 9, 0, 4, 9}, 0, 6, found);

        assertThat(found).containsExactly(0, 1, 0, 2, 1, 0);
        assertThat(numbers.size()).isEqualTo(3);
    }
}
