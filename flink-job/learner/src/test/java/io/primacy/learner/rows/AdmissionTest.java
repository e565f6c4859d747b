package io.primacy.learner.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.learner.StateException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final int KIB = 1 << 10;

    @Property(tries = 100)
    void anIdIsNeverAdmittedLateBeforeCountsAge(
            @ForAll @IntRange(min = 2, max = 255) int minCount,
            @ForAll @IntRange(min = 1, max = 300) int ids,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Admission admission = new Admission(minCount, 64 * KIB);
        SplittableRandom random = new SplittableRandom(seed);
        Map<Long, Integer> counts = new HashMap<>();
        for (int i = 0; i < 255; i++) {
            long id = random.nextInt(ids) * 0x9E3779B97F4A7C15L;
            admission.sighted(id);
            if (counts.merge(id, 1, Integer::sum) >= minCount) {
                assertThat(admission.admits(id)).isTrue();
            }
        }
    }

    @Test
    void aFrequentIdIsAdmittedHoweverLongTheStreamAndTheMemoryStaysAsItIs() {
        Admission admission = new Admission(5, 16 * KIB);
        for (long i = 0; i < 1_000_000; i++) {
            admission.sighted(i * 0x9E3779B97F4A7C15L);
            if (i % 200 == 0) {
                admission.sighted(-1);
            }
        }

        assertThat(admission.admits(-1)).isTrue();
        assertThat(admission.heapBytes()).isEqualTo(16 * KIB);
    }

    /** The figures that the class states for the end of a round. */
    @Test
    void idsThatWereNeverSeenAreRarelyTakenForFrequentOnes() {
        Admission admission = new Admission(2, 64 * KIB);
        SplittableRandom random = new SplittableRandom(1);
        // w has grown to 16 Ki, and ten rounds later the next sighting would halve the counts.
        int sightings = 16 * KIB - 256 + 10 * 16 * KIB - 1;
        for (int i = 0; i < sightings; i++) {
            admission.sighted(random.nextLong());
        }
        int[] tooHigh = new int[3];
        for (int i = 0; i < 200_000; i++) {
            int count = Math.min(2, admission.count(random.nextLong()));
            for (int by = 1; by <= count; by++) {
                tooHigh[by]++;
            }
        }

        assertThat(tooHigh[1] / 200_000.0).isBetween(0.1, 0.19);
        assertThat(tooHigh[2] / 200_000.0).isLessThan(1e-4);
    }

    @Property(tries = 50)
    void aRestoredCounterCountsAsTheUninterruptedOne(
            @ForAll @IntRange(min = 0, max = 3_000) int cut,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Admission whole = new Admission(3, 2 * KIB);
        Admission first = new Admission(3, 2 * KIB);
        Admission second = new Admission(3, 2 * KIB);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            if (i == cut) {
                second.read(ByteBuffer.wrap(bytes(first)));
            }
            long id = random.nextInt(900);
            whole.sighted(id);
            (i < cut ? first : second).sighted(id);
        }

        assertThat(bytes(cut == 3_000 ? first : second)).isEqualTo(bytes(whole));
    }

    @Test
    void withLessMemoryCountsAreNotLost() {
        Admission large = new Admission(4, 64 * KIB);
        for (int i = 0; i < 32_000; i++) {
            large.sighted(i % 1_000);
        }
        Admission small = new Admission(4, KIB);

        small.read(ByteBuffer.wrap(bytes(large)));

        assertThat(small.heapBytes()).isEqualTo(KIB);
        for (int id = 0; id < 1_000; id++) {
            assertThat(small.admits(id)).isTrue();
        }
    }

    @Test
    void bytesThatDoNotFitAreRefused() {
        byte[] bytes = bytes(new Admission(4, KIB));

        assertThatThrownBy(
                        () ->
                                new Admission(4, KIB)
                                        .read(ByteBuffer.wrap(bytes, 0, bytes.length - 1)))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("1023 bytes for 256 counters");
    }

    private static byte[] bytes(Admission admission) {
        ByteBuffer out = ByteBuffer.allocate(admission.encodedBytes());
        admission.write(out);
        return out.array();
    }
}
