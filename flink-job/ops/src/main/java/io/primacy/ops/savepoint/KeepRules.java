package io.primacy.ops.savepoint;

import io.primacy.schema.savepoint.SavepointEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which automatic savepoints are kept: of each learner the newest of each of the last hours and
 * days (UTC) that have one, and always its newest of all. Others than automatic ones are never
 * touched.
 *
 * @param hourly how many hours, ≥ 0
 * @param daily how many days, ≥ 0
 */
public record KeepRules(int hourly, int daily) {

    public KeepRules {
        if (hourly < 0 || daily < 0) {
            throw new IllegalArgumentException(
                    "Keep rules are 0 or higher, found " + hourly + " and " + daily + ".");
        }
    }

    /**
     * The automatic savepoints that the rules do not keep, oldest first.
     *
     * @param needed ids that are kept whatever the rules say
     */
    public List<SavepointEntry> superfluous(List<SavepointEntry> all, Set<String> needed) {
        List<SavepointEntry> automatic =
                all.stream()
                        .filter(e -> e.origin() == SavepointEntry.Origin.AUTOMATIC)
                        .sorted(Comparator.comparing(KeepRules::time).reversed())
                        .toList();
        Set<String> kept = new HashSet<>(needed);
        automatic.stream()
                .collect(Collectors.groupingBy(SavepointEntry::learner))
                .values()
                .forEach(ofLearner -> keep(ofLearner, kept));
        List<SavepointEntry> superfluous =
                new ArrayList<>(automatic.stream().filter(e -> !kept.contains(e.id())).toList());
        superfluous.sort(Comparator.comparing(KeepRules::time));
        return superfluous;
    }

    private void keep(List<SavepointEntry> newestFirst, Set<String> kept) {
        kept.add(newestFirst.get(0).id());
        keep(newestFirst, ChronoUnit.HOURS, hourly, kept);
        keep(newestFirst, ChronoUnit.DAYS, daily, kept);
    }

    private static void keep(
            List<SavepointEntry> newestFirst, ChronoUnit unit, int count, Set<String> kept) {
        Set<Instant> seen = new HashSet<>();
        for (SavepointEntry entry : newestFirst) {
            Instant period = time(entry).atOffset(ZoneOffset.UTC).truncatedTo(unit).toInstant();
            if (seen.size() < count && seen.add(period)) {
                kept.add(entry.id());
            }
        }
    }

    private static Instant time(SavepointEntry entry) {
        return Instant.parse(entry.time());
    }
}
