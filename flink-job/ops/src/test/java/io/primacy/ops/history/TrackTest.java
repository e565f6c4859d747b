package io.primacy.ops.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrackTest {
    private static final long NOW = 1_795_570_000_000L;

    /** Against a map of everything: what is remembered is the last of each slot, in any order. */
    @Property(tries = 200)
    void eachSlotHoldsItsLastPointWhateverTheOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int points) {
        Resolution resolution = new Resolution(1000, 60);
        Track track = new Track(1, List.of(resolution));
        Random random = new Random(seed);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            times.add(NOW - random.nextInt(59_000));
        }
        Collections.shuffle(times, random);
        TreeMap<Long, Long> lastOfSlot = new TreeMap<>();

        for (long at : times) {
            track.put(at, at, new float[] {at % 1000});
            lastOfSlot.merge(at / 1000, at, Math::max);
        }

        Window window = track.read(NOW - 59_000, NOW);
        assertThat(window.at()).containsExactly(toArray(lastOfSlot));
        assertThat(window.count()).containsExactly(toArray(lastOfSlot));
        for (int i = 0; i < window.at().length; i++) {
            assertThat(window.columns()[0][i]).isEqualTo(window.at()[i] % 1000);
        }
    }

    private static long[] toArray(TreeMap<Long, Long> map) {
        return map.values().stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    void aDayIsReadByTheMinuteAndAQuarterOfAnHourByTheSecond() {
        Track track = new Track(0, Resolution.FINE);
        for (long at = NOW - 86_400_000L; at <= NOW; at += 1000) {
            track.put(at, at, new float[0]);
        }

        assertThat(track.read(NOW - 900_000, NOW).step()).isEqualTo(1000);
        assertThat(track.read(NOW - 900_000, NOW).at()).hasSizeBetween(899, 901);
        assertThat(track.read(NOW - 7_200_000, NOW).step()).isEqualTo(10_000);
        assertThat(track.read(NOW - 86_400_000L, NOW).at()).hasSizeBetween(1439, 1441);
    }

    @Test
    void whatIsOlderThanTheRingIsNotShownAgain() {
        Track track = new Track(0, List.of(new Resolution(1000, 10)));

        track.put(NOW, 1, new float[0]);
        track.put(NOW - 10_000, 2, new float[0]);

        assertThat(track.read(NOW - 60_000, NOW).at()).containsExactly(NOW);
    }
}
