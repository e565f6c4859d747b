package io.primacy.benchmark.setting;

import io.primacy.benchmark.setting.Stream.Popularity;
import java.nio.charset.StandardCharsets;

/** The impressions of a setting as a user's service would write them: JSON, seeded. */
public final class JsonEvents {
    private static final long SEED = 7;
    private static final long START_MILLIS = 1_700_000_000_000L;

    private final Setting setting;
    private final Stream stream;
    private final int keys;
    private final StringBuilder json = new StringBuilder();
    private long number;

    /**
     * @param keys models that the events belong to, in turn
     */
    public JsonEvents(Setting setting, int keys) {
        this.setting = setting;
        this.keys = keys;
        stream = new Stream(setting, Popularity.UNIFORM, SEED);
    }

    /** Event time of the next one, ms since 1970. */
    public long timeMillis() {
        return START_MILLIS + number;
    }

    /** The next one, UTF-8. */
    public byte[] next() {
        json.setLength(0);
        json.append("{\"ts\":").append(timeMillis());
        json.append(",\"key\":\"model").append(number % keys).append('"');
        for (int f = 0; f < setting.fields(); f++) {
            json.append(",\"field").append(f).append("\":\"v").append(stream.value()).append('"');
        }
        for (int t = 0; t < setting.tasks(); t++) {
            json.append(",\"task").append(t).append("\":").append((int) stream.label());
        }
        number++;
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
