package io.primacy.local.command;

import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.ops.command.CommandException;
import io.primacy.ops.replay.EventSource;
import io.primacy.ops.terminal.Figures;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.GateConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.SnapshotConfig;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.Refusals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code demo --scenario poison}: the labels of a twentieth of the traffic are flipped. The gate
 * refuses what was learned of them, and {@code latest} stays on a good version until the model is
 * good again.
 */
final class PoisonScenario {
    /** Slow enough that several snapshots fall into the poisoned stretch. */
    static final double PER_SECOND = 10_000;

    /** Longer than the poison: a model gets used to it, and only the way there tells. */
    private static final long WINDOW = 30_000;

    private static final double BEGINS = 0.6;
    private static final double SHARE = 0.05;
    private static final Duration CHECKPOINTS = Duration.ofMillis(500);

    private final long seed;
    private final long from;
    private final long to;

    /**
     * @param events length of the whole stream
     */
    PoisonScenario(long seed, long events) {
        this.seed = seed;
        this.from = (long) (BEGINS * events);
        this.to = from + (long) (SHARE * events);
    }

    /** The learner with a gate, and snapshots often. */
    LearnerConfig config(LearnerConfig learner) {
        SnapshotConfig snapshot = learner.snapshot();
        GateConfig gate =
                new GateConfig(20_000, WINDOW, Double.POSITIVE_INFINITY, 0.02, 0.2, 2, 3, Map.of());
        return learner.with(
                new SnapshotConfig(
                        snapshot.directory(),
                        1,
                        CHECKPOINTS,
                        snapshot.baseEvery(),
                        snapshot.deltaMemoryBytes(),
                        snapshot.keepVersions(),
                        snapshot.keepAge(),
                        gate));
    }

    /** The traffic, given how many events the topic holds already. */
    EventSource traffic(long held) {
        TrafficSimulator simulator = TrafficSimulator.after(seed, held);
        simulator.flipLabels(from, to);
        return simulator;
    }

    /** What came of it, as the snapshot directory tells it. */
    List<String> story(String snapshots) {
        try {
            return story(Path.of(snapshots));
        } catch (IOException e) {
            throw CommandException.failed(
                    "Snapshots in '" + snapshots + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private List<String> story(Path snapshots) throws IOException {
        String model = EventsConfig.SINGLE_MODEL;
        List<String> lines = new ArrayList<>();
        lines.add(
                "Of events %s to %s the labels were flipped."
                        .formatted(Figures.count(from), Figures.count(to)));
        List<Refusals.Refusal> refusals =
                new Refusals(new LocalModelFiles(snapshots, model))
                        .list().stream().filter(r -> r.learned() >= from).toList();
        if (refusals.isEmpty()) {
            lines.add("The gate refused nothing: no snapshot fell into them.");
            return lines;
        }
        Refusals.Refusal first = refusals.get(0);
        Refusals.Refusal last = refusals.get(refusals.size() - 1);
        lines.add(
                "The gate refused %d snapshots, the first at %s events: %s."
                        .formatted(
                                refusals.size(),
                                Figures.count(first.learned()),
                                String.join("; ", first.reasons())));
        SnapshotReader reader = new SnapshotReader(snapshots);
        SnapshotVersion good = null;
        SnapshotVersion recovered = null;
        for (SnapshotVersion version : reader.versions(model)) {
            Manifest manifest = reader.manifest(model, version);
            good = manifest.learned() < first.learned() ? version : good;
            recovered =
                    recovered == null && manifest.learned() > last.learned() ? version : recovered;
        }
        lines.add(
                "Meanwhile 'latest' stayed at %s, learned before them; %s."
                        .formatted(
                                good,
                                recovered == null
                                        ? "the model is not good again yet"
                                        : "the next version was "
                                                + recovered
                                                + ", at "
                                                + Figures.count(
                                                        reader.manifest(model, recovered).learned())
                                                + " events, when the model was good again"));
        return lines;
    }
}
