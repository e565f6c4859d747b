package io.primacy.ops.terminal;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them; the same everywhere, whatever the locale. */
public final class Figures {
    private static final String ABSENT = "–";

    private Figures() {}

    /** {@code 1234567} as {@code 1,234,567}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number with fixed decimals; an absent or non-finite one as a dash. */
    public static String decimal(Double value, int decimals) {
        return value == null || !Double.isFinite(value)
                ? ABSENT
                : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A ratio as a signed percentage, {@code 0.0123} as {@code +1.23 %}; absent as a dash. */
    public static String percent(Double ratio) {
        return ratio == null || !Double.isFinite(ratio)
                ? ABSENT
                : String.format(Locale.ROOT, "%+.2f %%", ratio * 100);
    }

    /** Events per second, without decimals. */
    public static String perSecond(double value) {
        return String.format(Locale.ROOT, "%,.0f/s", value);
    }

    /** Bytes in binary units: {@code 1.4 MiB}. */
    public static String bytes(long value) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double scaled = value;
        int unit = 0;
        while (scaled >= 1024 && unit < units.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", scaled, units[unit]);
    }

    /**
     * A duration in its largest sensible units: {@code 850 ms}, {@code 12.3 s}, {@code 4 min 05 s}.
     */
    public static String duration(Duration value) {
        long millis = value.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return String.format(
                Locale.ROOT, "%d min %02d s", value.toMinutes(), value.toSecondsPart());
    }
}
