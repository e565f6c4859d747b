package io.primacy.schema.snapshot.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Retention.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    /** A base, three deltas, a base, two deltas; one an hour, the last now. */
    private static List<Published> sevenVersions() {
        List<Published> versions = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            boolean base = i == 1 || i == 5;
            versions.add(
                    new Published(
                            version(i),
                            base ? null : version(i - 1),
                            NOW.minus(Duration.ofHours(7 - i))));
        }
        return versions;
    }

    private static SnapshotVersion version(int sequence) {
        return new SnapshotVersion(1, sequence);
    }

    @Test
    void theNewestAndTheYoungAreKept() {
        assertThat(new Retention(2, Duration.ZERO).removable(sevenVersions(), Set.of(), NOW))
                .containsExactly(version(4), version(3), version(2), version(1));
        assertThat(
                        new Retention(1, Duration.ofMinutes(150))
                                .removable(sevenVersions(), Set.of(), NOW))
                .containsExactly(version(4), version(3), version(2), version(1));
    }

    @Test
    void whatANamedVersionNeedsIsKept() {
        assertThat(
                        new Retention(1, Duration.ZERO)
                                .removable(sevenVersions(), Set.of(version(3)), NOW))
                .containsExactly(version(4));
    }

    @Test
    void noKeptVersionIsEverWithoutWhatItNeeds() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Published> all = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                boolean base = i == 1 || random.nextInt(5) == 0;
                // A new epoch's first version follows any earlier one.
                int parent = i == 1 ? 0 : 1 + random.nextInt(i - 1);
                all.add(
                        new Published(
                                version(i),
                                base ? null : version(parent),
                                NOW.minusSeconds(random.nextInt(1_000))));
            }
            Set<SnapshotVersion> named = Set.of(version(1 + random.nextInt(40)));
            Retention retention =
                    new Retention(1 + random.nextInt(5), Duration.ofSeconds(random.nextInt(300)));

            List<SnapshotVersion> removed = retention.removable(all, named, NOW);

            Set<SnapshotVersion> left =
                    all.stream()
                            .map(Published::version)
                            .filter(v -> !removed.contains(v))
                            .collect(Collectors.toSet());
            assertThat(left).as("seed %d", seed).containsAll(named).contains(version(40));
            // Removed one by one in that order, never one before another that needs it.
            List<SnapshotVersion> there =
                    new ArrayList<>(all.stream().map(Published::version).toList());
            for (SnapshotVersion gone : removed) {
                there.remove(gone);
                assertThat(all)
                        .filteredOn(p -> there.contains(p.version()) && p.needs() != null)
                        .allSatisfy(p -> assertThat(there).contains(p.needs()));
            }
        }
    }
}
