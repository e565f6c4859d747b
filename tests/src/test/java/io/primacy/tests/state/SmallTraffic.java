package io.primacy.tests.state;

import java.util.Locale;
import java.util.SplittableRandom;

/** Events as a pure function of their number. */
public final class SmallTraffic {
    private SmallTraffic() {}

    /**
     * The n-th event, of one of so many scenes: a user in 50, an item in 80, a millisecond each.
     */
    public static String event(long n, int scenes) {
        SplittableRandom random = new SplittableRandom(n);
        int user = random.nextInt(50);
        int item = random.nextInt(80);
        double price = random.nextInt(1_000) / 1_000.0;
        int like = random.nextInt(100) < (user + item) % 40 ? 1 : 0;
        int click = random.nextInt(100) < 10 + 50 * price ? 1 : 0;
        int share = random.nextInt(100) < (3 * user + item) % 20 ? 1 : 0;
        return String.format(
                Locale.ROOT,
                "{\"scene\":\"scene-%d\",\"time\":%d,\"user\":\"u%d\",\"item\":\"i%d\","
                        + "\"price\":%.3f,\"like\":%d,\"click\":%d,\"share\":%d,\"page\":\"p%d\"}",
                random.nextInt(scenes),
                1_700_000_000_000L + n,
                user,
                item,
                price,
                like,
                click,
                share,
                n % 7);
    }
}
