package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader that polls some hundred times a second: whatever is visible at any time must load,
 * {@code latest} must never go back, and what was once visible must stay.
 */
final class VersionWatcher implements AutoCloseable {
    private static final String MODEL = EventsConfig.SINGLE_MODEL;

    /** Leaves the processors to the job. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final SnapshotReader reader;
    private final Set<SnapshotVersion> seen = new ConcurrentSkipListSet<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> watching;
    private volatile boolean ended;

    VersionWatcher(Path snapshots) {
        reader = new SnapshotReader(snapshots);
        watching =
                thread.submit(
                        () -> {
                            while (!ended) {
                                poll();
                                LockSupport.parkNanos(PAUSE_NANOS);
                            }
                            return null;
                        });
    }

    private void poll() throws Exception {
        Optional<SnapshotVersion> before = reader.latest(MODEL);
        for (SnapshotVersion version : reader.versions(MODEL)) {
            if (seen.add(version)) {
                assertThat(reader.verify(MODEL, version))
                        .as("visible version %s", version)
                        .isEmpty();
                reader.load(MODEL, version);
            }
        }
        assertThat(reader.versions(MODEL)).containsAll(seen);
        if (before.isPresent()) {
            assertThat(reader.latest(MODEL).orElseThrow()).isGreaterThanOrEqualTo(before.get());
            assertThat(seen).contains(before.get());
        }
    }

    /** Versions seen so far; fails if what was seen broke a rule. */
    int seen() throws Exception {
        if (watching.isDone()) {
            watching.get();
        }
        return seen.size();
    }

    /** Ends it; fails if what was seen broke a rule. */
    void end() throws Exception {
        ended = true;
        watching.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ended = true;
        thread.shutdownNow();
    }
}
