package io.primacy.learner.rows;

import io.primacy.learner.StateException;
import java.nio.ByteBuffer;

/**
 * Counts the sightings of ids that have no row yet, in bounded memory: a count-min sketch (Cormode
 * and Muthukrishnan, J. Algorithms 2005) with conservative update (Estan and Varghese, SIGCOMM
 * 2002), {@value #DEPTH} lines of w one-byte counters that stop at 255.
 *
 * <p>Counts age: after every w sightings all are halved, so that an endless stream of ids that come
 * once cannot fill the counters. w begins at {@value #MIN_WIDTH} and doubles with every halving
 * until the memory is used. An id is admitted, then, if it is seen often enough within about the
 * last w sightings of ids without a row, w being a quarter of the memory in bytes. Within a round a
 * count is never too low.
 *
 * <p>A count is too high if all of an id's counters are shared. On a stream of ids that are all new
 * (the worst there is) a count is too high by 1 or more for 5 % of them, and by 2 or more for less
 * than 0.01 %; at the end of a round for 18 % and 0.01 %.
 */
public final class Admission {
    private static final int DEPTH = 4;
    private static final int MIN_WIDTH = 256;
    private static final int MAX_COUNT = 255;

    private final int minCount;
    private final int maxWidth;

    private byte[] counters = new byte[DEPTH * MIN_WIDTH];
    private int width = MIN_WIDTH;
    private int sightings;

    /**
     * @param minCount sightings after which an id has a row, 2 to 255
     * @param memoryBytes heap and state that the counters may take; a power of two is used
     */
    public Admission(int minCount, long memoryBytes) {
        this.minCount = minCount;
        long lines = Math.max(MIN_WIDTH, Math.min(1 << 28, memoryBytes / DEPTH));
        maxWidth = (int) Long.highestOneBit(lines);
    }

    /** Counts a sighting of an id that has no row. */
    public void sighted(long id) {
        long hash = mix(id);
        int count = least(hash);
        if (count < MAX_COUNT) {
            for (int line = 0; line < DEPTH; line++) {
                int cell = cell(hash, line);
                if ((counters[cell] & 0xff) == count) {
                    counters[cell]++;
                }
            }
        }
        if (++sightings >= width) {
            age();
        }
    }

    /** Whether an id was seen often enough to have a row. */
    public boolean admits(long id) {
        return count(id) >= minCount;
    }

    /** Sightings of an id, as far as is known. */
    int count(long id) {
        return least(mix(id));
    }

    /** Heap that the counters take, bytes. */
    public long heapBytes() {
        return counters.length;
    }

    /** Bytes that {@link #write} will write. */
    public int encodedBytes() {
        return 8 + counters.length;
    }

    /** Writes w, the sightings of this round, and the counters line by line. */
    public void write(ByteBuffer out) {
        out.putInt(width).putInt(sightings).put(counters);
    }

    /**
     * Takes back what {@link #write} wrote; counters that need more memory than there is now are
     * laid over each other.
     */
    public void read(ByteBuffer in) {
        width = in.getInt();
        sightings = in.getInt();
        if (width < MIN_WIDTH
                || Integer.bitCount(width) != 1
                || in.remaining() != (long) DEPTH * width) {
            throw new StateException(
                    "The sighting counters in state are "
                            + in.remaining()
                            + " bytes for "
                            + width
                            + " counters in each of "
                            + DEPTH
                            + " lines, which does not fit; restore an earlier savepoint.");
        }
        counters = new byte[DEPTH * width];
        in.get(counters);
        while (width > maxWidth) {
            fold();
        }
    }

    private void age() {
        for (int i = 0; i < counters.length; i++) {
            counters[i] = (byte) ((counters[i] & 0xff) >>> 1);
        }
        if (2L * width <= maxWidth) {
            byte[] wider = new byte[2 * counters.length];
            for (int line = 0; line < DEPTH; line++) {
                System.arraycopy(counters, line * width, wider, 2 * line * width, width);
                System.arraycopy(counters, line * width, wider, (2 * line + 1) * width, width);
            }
            counters = wider;
            width *= 2;
        }
        sightings = 0;
    }

    private void fold() {
        int half = width / 2;
        byte[] narrower = new byte[DEPTH * half];
        for (int line = 0; line < DEPTH; line++) {
            for (int i = 0; i < half; i++) {
                int sum =
                        (counters[line * width + i] & 0xff)
                                + (counters[line * width + half + i] & 0xff);
                narrower[line * half + i] = (byte) Math.min(MAX_COUNT, sum);
            }
        }
        counters = narrower;
        width = half;
        sightings = Math.min(sightings, width - 1);
    }

    private int least(long hash) {
        int count = MAX_COUNT;
        for (int line = 0; line < DEPTH; line++) {
            count = Math.min(count, counters[cell(hash, line)] & 0xff);
        }
        return count;
    }

    /** Double hashing; the low bits place an id, so that doubling w keeps its counters. */
    private int cell(long hash, int line) {
        int place = (int) hash + line * ((int) (hash >>> 32) | 1);
        return line * width + (place & (width - 1));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
