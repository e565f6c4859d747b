package io.primacy.tests.rollback;

import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.serving.Scorer;
import io.primacy.serving.ScorerListener;
import io.primacy.serving.ScorerOptions;
import io.primacy.serving.feature.Features;
import io.primacy.tests.process.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A server that follows {@code latest} and answers requests, one after the other, all the time. */
final class ServingFleet implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final List<Features> REQUEST =
            List.of(
                    Features.of(
                            Map.of(
                                    "user",
                                    "u1",
                                    "item",
                                    "i1",
                                    "category",
                                    "c1",
                                    "advertiser",
                                    "a1",
                                    "bid",
                                    1.0)));

    private final List<Served> versions = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final Scorer scorer;
    private final Thread client = new Thread(this::ask, "client");
    private volatile boolean closed;
    private volatile long answers;
    private volatile Throwable failure;

    /**
     * A version that requests were answered by.
     *
     * @param since {@code System.nanoTime} of the first answer
     */
    record Served(SnapshotVersion version, long since) {}

    private ServingFleet(URI snapshots, String model) throws Exception {
        ScorerListener listener =
                new ScorerListener() {
                    @Override
                    public void refused(String of, String version, String reason) {
                        refusals.add(version + ": " + reason);
                    }
                };
        scorer =
                Scorer.open(
                        snapshots,
                        model,
                        "latest",
                        ScorerOptions.DEFAULTS.every(INTERVAL).telling(listener));
    }

    /** Begins to serve a model that has been published. */
    static ServingFleet start(URI snapshots, String model) throws Exception {
        ServingFleet fleet = new ServingFleet(snapshots, model);
        fleet.client.start();
        return fleet;
    }

    private void ask() {
        try {
            SnapshotVersion last = null;
            while (!closed) {
                SnapshotVersion version = SnapshotVersion.parse(scorer.score(REQUEST).version());
                answers++;
                if (!version.equals(last)) {
                    versions.add(new Served(version, System.nanoTime()));
                    last = version;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Requests answered so far; fails if one was not. */
    long answers() {
        if (failure != null) {
            throw new AssertionError("A request was not answered.", failure);
        }
        return answers;
    }

    /** Versions that were to be served and could not be. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /**
     * Waits for the first answer, since a moment, by a version of some kind.
     *
     * @param moment of {@code System.nanoTime}
     * @return when that was
     */
    long awaitAnswerBy(String what, long moment, Predicate<SnapshotVersion> kind) throws Exception {
        Deadline.await(
                what,
                Duration.ofSeconds(120),
                () -> {
                    answers();
                    return first(moment, kind) != null;
                });
        return first(moment, kind).since();
    }

    private Served first(long moment, Predicate<SnapshotVersion> kind) {
        return versions.stream()
                .filter(s -> s.since() >= moment && kind.test(s.version()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        client.join();
        scorer.close();
    }
}
