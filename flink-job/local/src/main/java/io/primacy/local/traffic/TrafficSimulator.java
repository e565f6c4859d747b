package io.primacy.local.traffic;

import io.primacy.ops.replay.EventSource;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * An endless stream of impressions with the labels {@code relevant} and {@code ad_click}, which
 * conflict (see {@link Catalogue}). The same seed gives the same bytes. One event in 5,000 is
 * broken, each time in another way; of 2 % the ad's label is missing.
 */
public final class TrafficSimulator implements EventSource {
    /** Every so many events one is broken. */
    public static final int BROKEN_EVERY = 5000;

    private static final long FIRST_MILLIS = 1_767_225_600_000L;
    private static final int MEAN_GAP_MILLIS = 288;
    private static final double LABEL_MISSING = 0.02;
    private static final long MILLIS_PER_HOUR = 3_600_000L;

    private final SplittableRandom random;
    private final Catalogue catalogue;
    private final StringBuilder json = new StringBuilder(256);
    private long millis = FIRST_MILLIS;
    private long produced;
    private long flippedFrom;
    private long flippedTo;

    /**
     * @param seed decides everything
     */
    public TrafficSimulator(long seed) {
        random = new SplittableRandom(seed);
        catalogue = new Catalogue(random.split());
    }

    /**
     * The stream from where another left off.
     *
     * @param seed the other's
     * @param count events to pass over
     */
    public static TrafficSimulator after(long seed, long count) {
        TrafficSimulator simulator = new TrafficSimulator(seed);
        for (long i = 0; i < count; i++) {
            simulator.next();
        }
        return simulator;
    }

    /** Flips the labels of the events from one to another, counted from the stream's beginning. */
    public void flipLabels(long from, long to) {
        flippedFrom = from;
        flippedTo = to;
    }

    /** The next event; there always is one. */
    @Override
    public byte[] next() {
        millis += random.nextInt(2 * MEAN_GAP_MILLIS);
        Catalogue.Shown shown = catalogue.draw(random, (int) (millis / MILLIS_PER_HOUR % 24));
        boolean relevant = random.nextDouble() < catalogue.relevantProbability(shown);
        boolean adClick = random.nextDouble() < catalogue.adClickProbability(shown);
        boolean adLabelled = random.nextDouble() >= LABEL_MISSING;
        boolean flipped = produced >= flippedFrom && produced < flippedTo;
        String event = write(shown, relevant ^ flipped, adLabelled ? adClick ^ flipped : null);
        produced++;
        if (produced % BROKEN_EVERY == 0) {
            BrokenEvent[] kinds = BrokenEvent.values();
            return kinds[(int) (produced / BROKEN_EVERY % kinds.length)].of(event);
        }
        return event.getBytes(StandardCharsets.UTF_8);
    }

    private String write(Catalogue.Shown shown, boolean relevant, Boolean adClick) {
        json.setLength(0);
        json.append("{\"ts_ms\":").append(millis);
        json.append(",\"user\":\"u").append(shown.user());
        json.append("\",\"item\":\"i").append(shown.item());
        json.append("\",\"category\":\"c").append(shown.category());
        json.append("\",\"advertiser\":\"a").append(shown.advertiser());
        json.append("\",\"slot\":").append(shown.slot());
        json.append(",\"hour\":").append(shown.hour());
        json.append(",\"bid\":").append(shown.bid());
        json.append(",\"relevant\":").append(relevant ? 1 : 0);
        if (adClick != null) {
            json.append(",\"ad_click\":").append(adClick ? 1 : 0);
        }
        return json.append('}').toString();
    }
}
