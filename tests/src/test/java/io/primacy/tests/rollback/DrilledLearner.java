package io.primacy.tests.rollback;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.JobOverview;
import io.primacy.pipeline.SavepointModels;
import io.primacy.pipeline.SavepointPositions;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.schema.snapshot.alias.Refusals;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.OperatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One learner on a bench: its config, topics, snapshots, savepoints, and the commands on it. */
final class DrilledLearner {
    static final int BATCH = 64;
    static final String MODEL = EventsConfig.SINGLE_MODEL;
    static final List<String> ONE = List.of(MODEL);
    private static final Duration LEARN = Duration.ofSeconds(180);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Batches are cut by size alone: a wall clock would make two runs differ. */
    private static final String CONFIG =
            """
            name: %1$s
            events:
              topic: %1$s-impressions
              dead-letter-topic: %1$s-dead-letters
              metrics-topic: %1$s-metrics
              snapshots-topic: %1$s-snapshots
              time: /ts_ms%4$s
            features:
              - {name: user, dimension: 8}
              - {name: item, dimension: 8}
              - {name: category, dimension: 4}
              - {name: advertiser, dimension: 4}
              - {name: bid, type: numeric, transform: log1p}
            tasks:
              - {name: relevance, label: /relevant, priority: 1}
              - {name: revenue, label: /ad_click, priority: 2}
            model: {architecture: mmoe, experts: 2, expert-layers: [16], tower-layers: [8]}
            batch: {size: %3$d, max-delay: off}
            metrics: {window: 10000, interval: 1s}
            snapshot: {directory: "%2$s", checkpoint-interval: 500ms%5$s}
            seed: 7
            """;

    private final RollbackBench bench;
    private final String name;
    private final Path directory;
    private final List<String> models;

    /**
     * @param models keys of its models, whose events come in turn
     * @param gate what its snapshots must be like, as YAML; may be empty
     * @param rules when it goes back by itself, as YAML; may be empty
     */
    DrilledLearner(RollbackBench bench, String name, List<String> models, String gate, String rules)
            throws IOException {
        this.bench = bench;
        this.name = name;
        this.models = models;
        this.directory = Files.createDirectories(bench.directory().resolve(name));
        Files.writeString(
                configFile(),
                CONFIG.formatted(
                                name,
                                directory.resolve("models").toUri(),
                                BATCH,
                                models.equals(ONE) ? "" : "\n  model-key: /" + TimedFeed.MARKET,
                                gate.isEmpty() ? "" : ", gate: " + gate)
                        + (rules.isEmpty() ? "" : "rollback: " + rules + "\n"));
    }

    Path configFile() {
        return directory.resolve("learner.yaml");
    }

    Path savepoints() {
        return directory.resolve("savepoints");
    }

    LearnerConfig config() {
        return ConfigReader.read(configFile());
    }

    SnapshotReader snapshots() {
        return new SnapshotReader(directory.resolve("models"));
    }

    /** A server that follows what it publishes. */
    ServingFleet serving() throws Exception {
        return ServingFleet.start(directory.resolve("models").toUri(), MODEL);
    }

    TimedFeed feed(long seed) {
        return new TimedFeed(bench.servers(), config().events().topic(), seed, models);
    }

    /** Submits its job by the command. */
    void submit() throws Exception {
        List<String> arguments = arguments("submit");
        arguments.addAll(List.of("--bootstrap-servers", bench.servers()));
        arguments.addAll(RollbackBench.jar());
        bench.command(arguments.toArray(String[]::new)).expect(0);
    }

    /** Takes a savepoint by the command. */
    SavepointEntry createSavepoint(String note) throws Exception {
        List<String> arguments = arguments("savepoint", "create");
        arguments.addAll(List.of("--note", note, "--json"));
        OperatorProcess.Result result = bench.command(arguments.toArray(String[]::new)).expect(0);
        return JSON.readValue(result.out(), SavepointEntry.class);
    }

    /** Runs {@code rollback} with further arguments. */
    OperatorProcess.Result rollback(String... further) throws Exception {
        return bench.command(rollbackArguments(further));
    }

    String[] rollbackArguments(String... further) throws IOException {
        List<String> arguments = arguments("rollback");
        arguments.addAll(RollbackBench.jar());
        arguments.addAll(List.of(further));
        return arguments.toArray(String[]::new);
    }

    /** Arguments of a command on this learner. */
    List<String> arguments(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(
                List.of(
                        "-c",
                        configFile().toString(),
                        "--flink",
                        bench.flink().rest().address(),
                        "--savepoints",
                        savepoints().toString()));
        return arguments;
    }

    /** Its job that has not ended. */
    Optional<JobOverview> job() {
        return bench.client().jobs().stream().filter(j -> j.runs(name)).findFirst();
    }

    /** The manifest of what is served of a model. */
    Optional<Manifest> served(String model) throws IOException {
        Optional<SnapshotVersion> latest = snapshots().latest(model);
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of(snapshots().manifest(model, latest.get()));
    }

    /** Snapshots of its model that the gate refused. */
    int refusals() throws IOException {
        return new Refusals(new LocalModelFiles(directory.resolve("models"), MODEL)).list().size();
    }

    /**
     * Waits until of each model a version is served that has what all events up to an offset fill.
     */
    void awaitServed(long offset) throws Exception {
        for (String model : models) {
            Deadline.await(
                    name + " serves what " + model + " learned up to offset " + offset,
                    LEARN,
                    () -> served(model).filter(m -> isFull(m, offset)).isPresent());
        }
    }

    private boolean isFull(Manifest manifest, long offset) {
        return manifest.offsets().get(0).next() > offset - 2L * BATCH * models.size();
    }

    /** Ends the job, learning all that is left; returns what it left. */
    Left drain() throws Exception {
        return drainAll().get(0);
    }

    /** Like {@link #drain}, of every model. */
    List<Left> drainAll() throws Exception {
        FlinkClient client = bench.client();
        String job = job().orElseThrow().id();
        String savepoint = bench.flink().rest().drain(job, directory.resolve("drained"));
        List<String> arguments = client.submitted(job).orElseThrow().arguments();
        int source = arguments.indexOf("--source");
        Path scratch = Files.createTempDirectory(directory, "scratch");
        SavepointPositions positions =
                SavepointPositions.read(
                        savepoint, source < 0 ? "events" : arguments.get(source + 1), scratch);
        return SavepointModels.read(savepoint, scratch).stream()
                .map(
                        model ->
                                new Left(
                                        model.model(),
                                        model.learned(),
                                        model.step(),
                                        positions.skipped(),
                                        positions.offsets().get(0),
                                        model.digest()))
                .toList();
    }

    /**
     * What a drained job left of a model.
     *
     * @param model its key
     * @param learned events
     * @param step batches
     * @param skipped events left out
     * @param next offset that would be read next
     * @param digest of all weights, optimizer slots and rows
     */
    record Left(String model, long learned, long step, long skipped, long next, String digest) {}
}
