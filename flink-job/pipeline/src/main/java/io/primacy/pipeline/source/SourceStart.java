package io.primacy.pipeline.source;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a job begins to read, and under which name it keeps how far it has come.
 *
 * <p>The name is the source's uid. A savepoint is restored with the offsets that it holds under
 * that name; a name that it does not hold begins anew, at {@code offsets}. This is how a job is
 * restored with its models, but at other offsets.
 *
 * @param uid {@value #FIRST}, or another name after offsets were set
 * @param offsets by partition, the first offset to read; partitions that are left out are read from
 *     their beginning; empty: the group's committed offsets, else the beginning
 */
public record SourceStart(String uid, Map<Integer, Long> offsets) implements Serializable {
    /** The name under which a job that was never rolled back keeps its offsets. */
    public static final String FIRST = "events";

    private static final String NAME = FIRST + "(-[1-9][0-9]{0,8})?";

    /** A job that goes on where its state or its group ends. */
    public static final SourceStart CONTINUED = new SourceStart(FIRST, Map.of());

    public SourceStart {
        if (!uid.matches(NAME)) {
            throw new IllegalArgumentException(
                    "A source is named '"
                            + FIRST
                            + "' or '"
                            + FIRST
                            + "-2' and so on, found '"
                            + uid
                            + "'");
        }
        offsets = Map.copyOf(offsets);
    }

    /**
     * Reads {@code PARTITION=OFFSET,…}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Map<Integer, Long> offsets(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", -1);
            boolean valid = pair.length == 2 && pair[0].matches("\\d{1,9}");
            if (!valid || !pair[1].matches("\\d{1,18}")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not PARTITION=OFFSET,… such as 0=1200,1=980");
            }
            offsets.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
        }
        return offsets;
    }
}
