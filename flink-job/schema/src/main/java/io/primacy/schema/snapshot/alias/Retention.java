package io.primacy.schema.snapshot.alias;

import io.primacy.schema.snapshot.SnapshotVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which versions need not be kept: those that are neither among the newest, nor young, nor named,
 * nor needed to load one that is kept.
 *
 * @param versions the newest so many are kept, ≥ 1
 * @param age younger ones are kept, too
 */
public record Retention(int versions, Duration age) {

    /**
     * A published version.
     *
     * @param version the version
     * @param needs the version without which it cannot be loaded; {@code null}: none
     * @param published when it was published
     */
    public record Published(SnapshotVersion version, SnapshotVersion needs, Instant published) {}

    /**
     * What need not be kept, the newest first: in that order no version is ever without one that it
     * needs.
     *
     * @param published all versions of a model
     * @param named those that aliases, holds, pins and savepoints name
     * @param now the time
     */
    public List<SnapshotVersion> removable(
            Collection<Published> published, Collection<SnapshotVersion> named, Instant now) {
        Map<SnapshotVersion, Published> known = new HashMap<>();
        published.forEach(p -> known.put(p.version(), p));
        List<Published> newestFirst =
                published.stream()
                        .sorted(Comparator.comparing(Published::version).reversed())
                        .toList();
        Set<SnapshotVersion> kept = new HashSet<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            Published each = newestFirst.get(i);
            boolean young = each.published().isAfter(now.minus(age));
            if (i < versions || young || named.contains(each.version())) {
                keep(each, known, kept);
            }
        }
        return newestFirst.stream()
                .map(Published::version)
                .filter(version -> !kept.contains(version))
                .toList();
    }

    private static void keep(
            Published version, Map<SnapshotVersion, Published> known, Set<SnapshotVersion> kept) {
        Published at = version;
        while (at != null && kept.add(at.version())) {
            at = at.needs() == null ? null : known.get(at.needs());
        }
    }
}
