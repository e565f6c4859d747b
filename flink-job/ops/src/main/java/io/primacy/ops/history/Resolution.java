package io.primacy.ops.history;

import java.time.Duration;
import java.util.List;

/**
 * How finely and for how long a ring remembers.
 *
 * @param step ms that one slot covers, ≥ 1
 * @param slots how many it has, ≥ 1
 */
public record Resolution(long step, int slots) {
    /** A quarter of an hour by the second, two hours by ten, a day by the minute. */
    public static final List<Resolution> FINE =
            List.of(
                    new Resolution(1000, 900),
                    new Resolution(10_000, 720),
                    new Resolution(60_000, 1440));

    /** For models beyond the first so many: ten minutes by ten seconds, a day by ten minutes. */
    public static final List<Resolution> COARSE =
            List.of(new Resolution(10_000, 60), new Resolution(600_000, 144));

    public Resolution {
        if (step < 1 || slots < 1) {
            throw new IllegalArgumentException(
                    "A resolution has slots of at least 1 ms, and at least one; found "
                            + slots
                            + " of "
                            + step
                            + " ms.");
        }
    }

    /** What it covers. */
    public Duration span() {
        return Duration.ofMillis(step * slots);
    }
}
