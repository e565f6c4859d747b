package io.primacy.ops.room;

import io.primacy.schema.event.DeadLetter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead letters of all learners: counts by reason, each event once however often it came, and the
 * last ones to look at. Not thread-safe.
 */
final class DeadLetterLog {
    private static final int KEPT = 300;
    private static final int STRETCH = 1 << 16;
    private static final int MAX_STRETCHES = 1024;
    private static final int SECONDS = 60;

    private final Deque<Letter> last = new ArrayDeque<>();
    private final Map<DeadLetter.Reason, Long> counts = new EnumMap<>(DeadLetter.Reason.class);
    private final Map<Stretch, BitSet> seen = new LinkedHashMap<>();
    private final long[] second = new long[SECONDS];
    private final long[] inSecond = new long[SECONDS];
    private long total;

    /**
     * Takes a letter.
     *
     * @return whether its event was not known yet
     */
    boolean take(Letter letter) {
        Stretch stretch =
                new Stretch(letter.topic(), letter.partition(), letter.offset() / STRETCH);
        BitSet bits = seen.computeIfAbsent(stretch, s -> new BitSet());
        int bit = (int) (letter.offset() % STRETCH);
        if (bits.get(bit)) {
            return false;
        }
        bits.set(bit);
        if (seen.size() > MAX_STRETCHES) {
            Iterator<Stretch> oldest = seen.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        total++;
        counts.merge(letter.reason(), 1L, Long::sum);
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(letter);
        count(letter.at() / 1000);
        return true;
    }

    long total() {
        return total;
    }

    Map<DeadLetter.Reason, Long> counts() {
        return Map.copyOf(counts);
    }

    private void count(long when) {
        int slot = (int) Math.floorMod(when, (long) SECONDS);
        if (second[slot] < when) {
            second[slot] = when;
            inSecond[slot] = 0;
        }
        inSecond[slot] += second[slot] == when ? 1 : 0;
    }

    /** How many came in the last minute. */
    long lastMinute(long now) {
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            sum += second[slot] > now / 1000 - SECONDS ? inSecond[slot] : 0;
        }
        return sum;
    }

    /** The last ones, newest first. */
    List<Letter> last(DeadLetter.Reason reason, int most) {
        List<Letter> letters = new ArrayList<>();
        Iterator<Letter> newest = last.descendingIterator();
        while (newest.hasNext() && letters.size() < most) {
            Letter letter = newest.next();
            if (reason == null || letter.reason() == reason) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /**
     * So many offsets of a partition, kept as bits.
     *
     * @param index number of the stretch, from 0
     */
    private record Stretch(String topic, int partition, long index) {}
}
