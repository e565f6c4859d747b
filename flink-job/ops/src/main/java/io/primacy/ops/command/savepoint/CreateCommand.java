package io.primacy.ops.command.savepoint;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.JsonOutput;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.ConfigOption;
import io.primacy.ops.command.option.FlinkOptions;
import io.primacy.ops.command.option.JobChoice;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.FlinkRefusedException;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.flink.Polling;
import io.primacy.ops.rollback.site.SavepointNeeds;
import io.primacy.ops.savepoint.KeepRules;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.savepoint.SavepointTaker;
import io.primacy.ops.savepoint.SnapshotPlace;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code savepoint create}: one now, or one every so often. */
@Command(
        name = "create",
        header = "Take a savepoint of the running job, which goes on meanwhile.",
        description = {
            "",
            "With --every it goes on until it is interrupted: a savepoint at each interval, and those that "
                    + "the keep rules do not keep are removed. A failed one is reported and tried again.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy savepoint create -c config/kuairand.yaml --note \"before the campaign\"",
            "",
            "Exit code: 0 taken, 1 failed, 2 usage or config, 3 no job manager answers."
        },
        sortOptions = false)
final class CreateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final SavepointContents contents;

    @Mixin private ConfigOption config;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What to remember it by.")
    private String note;

    @ArgGroup(exclusive = false)
    private Every every;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            defaultValue = "10m",
            description = "How long a savepoint may take (default: 10m).")
    private Duration timeout;

    @Option(names = "--json", description = "Print the entry as JSON.")
    private boolean json;

    @Mixin private FlinkOptions flink;
    @Mixin private JobChoice job;
    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    CreateCommand(Terminal terminal, SavepointContents contents) {
        this.terminal = terminal;
        this.contents = contents;
    }

    private static final class Every {
        @Option(
                names = "--every",
                required = true,
                paramLabel = "T",
                description = "Take one at this interval, until interrupted.")
        private Duration interval;

        @Option(
                names = "--keep-hourly",
                paramLabel = "N",
                defaultValue = "24",
                description = "Keep the newest automatic one of each of N hours (default: 24).")
        private int hourly;

        @Option(
                names = "--keep-daily",
                paramLabel = "N",
                defaultValue = "7",
                description = "Keep the newest automatic one of each of N days (default: 7).")
        private int daily;
    }

    @Override
    public Integer call() throws IOException {
        LearnerConfig learner = config.read();
        Path published = SnapshotPlace.of(learner);
        FlinkClient client = flink.client();
        SavepointCatalogue catalogue = savepoints.catalogue();
        SavepointTaker taker =
                new SavepointTaker(client, catalogue, contents, published, Clock.systemUTC());
        if (every == null) {
            show(take(taker, client, learner, SavepointEntry.Origin.MANUAL));
            return ExitCode.OK;
        }
        KeepRules rules = rules();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                show(take(taker, client, learner, SavepointEntry.Origin.AUTOMATIC));
                sweep(catalogue, rules);
            } catch (IOException | RuntimeException e) {
                terminal.err().println("No savepoint this time: " + e.getMessage());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(every.interval.toMillis()));
        }
        return ExitCode.OK;
    }

    private KeepRules rules() {
        try {
            return new KeepRules(every.hourly, every.daily);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private SavepointEntry take(
            SavepointTaker taker,
            FlinkClient client,
            LearnerConfig learner,
            SavepointEntry.Origin origin)
            throws IOException {
        JobOverview running = job.of(client, learner.name());
        try {
            return taker.take(running, origin, note, timeout);
        } catch (FlinkRefusedException | Polling.PatienceException e) {
            throw CommandException.failed(
                    "Job "
                            + running.id()
                            + " ("
                            + running.state()
                            + ") took no savepoint: "
                            + e.getMessage(),
                    e);
        }
    }

    private void sweep(SavepointCatalogue catalogue, KeepRules rules) throws IOException {
        var entries = catalogue.list();
        var needed = SavepointNeeds.of(catalogue).ids();
        for (SavepointEntry old : rules.superfluous(entries, needed)) {
            catalogue.remove(old.id());
            terminal.err().println("Removed " + old.id() + " of " + old.time() + ".");
        }
    }

    private void show(SavepointEntry entry) {
        if (json) {
            JsonOutput.print(terminal, entry);
            return;
        }
        terminal.out()
                .printf(
                        "Savepoint %s: checkpoint %d, %s in %d files%s%n",
                        entry.id(),
                        entry.checkpointId(),
                        Figures.bytes(entry.bytes()),
                        entry.files().size(),
                        Optional.ofNullable(entry.contents())
                                .map(c -> ", " + Entries.learned(c))
                                .orElse("; what is in it: savepoint verify --deep"));
    }
}
