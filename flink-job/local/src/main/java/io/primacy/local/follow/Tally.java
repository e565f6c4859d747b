package io.primacy.local.follow;

import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was heard, added up: of each model the latest report, each dead letter once however often it
 * came, each publication. Not thread-safe.
 */
public final class Tally {
    private static final int STRETCH = 1 << 16;

    private final Map<String, MetricsReport> latest = new TreeMap<>();
    private final Map<Stretch, BitSet> deadOffsets = new HashMap<>();
    private final Map<DeadLetter.Reason, Long> reasons = new EnumMap<>(DeadLetter.Reason.class);
    private final Map<String, SnapshotAnnouncement> published = new LinkedHashMap<>();
    private long deadLettered;

    /** Takes a report; it replaces the model's last. */
    public void report(MetricsReport report) {
        latest.put(report.model(), report);
    }

    /** Takes a publication; after a failure the same may come twice. */
    public void announce(SnapshotAnnouncement announcement) {
        published.put(announcement.path(), announcement);
    }

    /**
     * Takes a dead letter; after a failure the same may come twice.
     *
     * @param partition of the event
     * @param offset of the event
     */
    public void deadLetter(DeadLetter.Reason reason, int partition, long offset) {
        BitSet seen =
                deadOffsets.computeIfAbsent(
                        new Stretch(partition, offset / STRETCH), s -> new BitSet());
        int bit = (int) (offset % STRETCH);
        if (!seen.get(bit)) {
            seen.set(bit);
            deadLettered++;
            reasons.merge(reason, 1L, Long::sum);
        }
    }

    /** The latest report of each model, by model key. */
    public List<MetricsReport> reports() {
        return List.copyOf(latest.values());
    }

    /** Publications in the order in which they came. */
    public List<SnapshotAnnouncement> snapshots() {
        return List.copyOf(published.values());
    }

    /** Dead letters by reason. */
    public Map<DeadLetter.Reason, Long> reasons() {
        return Map.copyOf(reasons);
    }

    /** Events learned by all models since they began. */
    public long learned() {
        return latest.values().stream().mapToLong(MetricsReport::learned).sum();
    }

    /** Events that wait in half-filled batches. */
    public long pending() {
        return latest.values().stream().mapToLong(MetricsReport::pending).sum();
    }

    /** Events in the dead-letter topic. */
    public long deadLettered() {
        return deadLettered;
    }

    /**
     * So many offsets of a partition, whose dead letters are kept as bits.
     *
     * @param index number of the stretch, from 0
     */
    private record Stretch(int partition, long index) {}
}
