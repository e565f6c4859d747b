package io.primacy.ops.command.job;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.JsonOutput;
import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.ConfigOption;
import io.primacy.ops.command.option.FlinkOptions;
import io.primacy.ops.command.option.JobChoice;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.FlinkUnreachableException;
import io.primacy.ops.rollback.Journal;
import io.primacy.ops.rollback.Rollback;
import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.rollback.plan.PlanText;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.site.FlinkCluster;
import io.primacy.ops.rollback.site.JournalFiles;
import io.primacy.ops.rollback.site.LearnerSite;
import io.primacy.ops.rollback.site.PublishedVersions;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SnapshotPlace;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollback}: back to a savepoint. */
@Command(
        name = "rollback",
        header = "Go back to a savepoint: models, multipliers, offsets, and what is served.",
        description = {
            "",
            "Prints the plan first. Then latest moves back at once, the job is stopped with a savepoint of "
                    + "its own, restored from the chosen one, and watched until it learns and publishes in a "
                    + "new lineage epoch. Every step is in a journal before it is taken: a command that dies "
                    + "is gone on with by --resume, and --undo brings back what was before.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy rollback -c my.yaml --before 01:40 --offsets \"skip 01:40..02:10\" --dry-run",
            "  primacy rollback -c my.yaml --to 3f2a9c-0d71c2f4a6b8 --offsets latest --yes",
            "  primacy rollback -c my.yaml --before 01:40 --models market-fr,market-be --yes",
            "  primacy rollback -c my.yaml --resume",
            "  primacy rollback -c my.yaml --undo --yes",
            "",
            "Exit code: 0 verified or undone, 1 a step failed (resume or undo), 2 usage or config,",
            "3 Flink or Kafka does not answer, 4 refused: nothing was touched."
        },
        sortOptions = false)
public final class RollbackCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;
    private final UnaryOperator<Journal> journals;

    @Mixin private ConfigOption config;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private RollbackAim aim;

    @Option(
            names = "--offsets",
            paramLabel = "CHOICE",
            description =
                    "Where to read on: restored (the default), latest, a time, or \"skip FROM..TO\". Times are "
                            + "those of the Kafka records: 2026-11-25T01:40:00Z, 01:40, or ms since 1970.")
    private String offsets;

    @Option(
            names = "--models",
            paramLabel = "KEY",
            split = ",",
            splitSynopsisLabel = ",",
            description =
                    "Only the models of these keys go back; the others and the offsets stay as they are, so the "
                            + "events since the savepoint are not learned again.")
    private List<String> models = List.of();

    @Option(
            names = "--other-config",
            description = "Restore although the savepoint was taken with another config.")
    private boolean otherConfig;

    @Option(names = "--dry-run", description = "Print the plan and touch nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--patience",
            paramLabel = "T",
            defaultValue = "2m",
            description = "How long the restored job may take until it publishes (default: 2m).")
    private Duration patience;

    @Option(names = "--json", description = "Print the plan and the end as JSON.")
    private boolean json;

    @Mixin private JarOption jar;
    @Mixin private BrokerOptions brokers;
    @Mixin private FlinkOptions flink;
    @Mixin private JobChoice job;
    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    /**
     * @param journals wraps the journal; the identity but for tests that end the process there
     */
    public RollbackCommand(Terminal terminal, Clock clock, UnaryOperator<Journal> journals) {
        this.terminal = terminal;
        this.clock = clock;
        this.journals = journals;
    }

    @Override
    public Integer call() throws IOException {
        Beside<FlinkClient> connecting = Beside.begin(flink::client);
        LearnerConfig learner = config.read();
        SavepointCatalogue catalogue = savepoints.existing();
        PublishedVersions published = new PublishedVersions(SnapshotPlace.of(learner), clock);
        FlinkClient client = connecting.get();
        try (Journal journal = journals.apply(JournalFiles.open(catalogue, clock))) {
            Rollback rollback =
                    new Rollback(
                            journal,
                            published,
                            new FlinkCluster(client, FlinkCluster.RESTART),
                            () -> UUID.randomUUID().toString().replace("-", ""),
                            patience,
                            this::report);
            try {
                return act(learner, catalogue, published, client, journal, rollback);
            } catch (FlinkUnreachableException e) {
                throw StateText.unreachable(journal, learner.name(), e);
            }
        } catch (RefusedException e) {
            throw CommandException.refused(e.getMessage(), e);
        }
    }

    private int act(
            LearnerConfig learner,
            SavepointCatalogue catalogue,
            PublishedVersions published,
            FlinkClient client,
            Journal journal,
            Rollback rollback)
            throws IOException {
        if (aim.resume) {
            RollbackState open =
                    journal.open(learner.name())
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    "No rollback of learner '%s' was interrupted; there is nothing to resume."
                                                            .formatted(learner.name())));
            return end(rollback.resume(open));
        }
        if (aim.undo) {
            return undo(learner, journal, rollback);
        }
        LearnerSite.requireNoneOpen(journal.open(learner.name()));
        PlanMaker maker =
                new PlanMaker(
                        learner, catalogue, published, client, brokers, job, jar.existing(), clock);
        PlanMaker.Made made = maker.make(aim.to, aim.before, models, choice(), otherConfig);
        if (json) {
            JsonOutput.print(terminal, made.plan());
        } else {
            PlanText.lines(made.plan(), made.target()).forEach(terminal.out()::println);
        }
        if (dryRun) {
            return ExitCode.OK;
        }
        confirm("Roll back now?");
        return end(rollback.begin(made.plan()));
    }

    private OffsetsChoice choice() {
        if (!models.isEmpty() && offsets != null) {
            throw CommandException.usage(
                    "--models leaves the offsets where they are, because the other models read from"
                            + " them, too; leave out --offsets, or --models to take all models back.");
        }
        if (!models.isEmpty()) {
            return new OffsetsChoice.Present();
        }
        try {
            return OffsetsChoice.parse(
                    offsets == null ? "restored" : offsets, PlanMaker.now(clock));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--offsets: " + e.getMessage() + ".");
        }
    }

    private int undo(LearnerConfig learner, Journal journal, Rollback rollback) throws IOException {
        RollbackState latest =
                journal.latest(learner.name())
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "There was no rollback of learner '%s'; there is nothing to undo."
                                                        .formatted(learner.name())));
        terminal.out()
                .println(
                        "Rollback %s stands at %s: what was before returns, what the restored job has learned since is given up."
                                .formatted(latest.plan().id(), latest.name()));
        if (dryRun) {
            return ExitCode.OK;
        }
        confirm("Undo it now?");
        return end(rollback.undo(latest));
    }

    private void confirm(String question) {
        if (yes) {
            return;
        }
        if (!terminal.interactive()) {
            throw CommandException.usage(
                    "Nobody can be asked here; add --yes to do it, or --dry-run to only see.");
        }
        String answer = System.console().readLine("%s [y/N] ", question);
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw CommandException.refused("Nothing was touched.", null);
        }
    }

    private void report(RollbackState state) {
        terminal.err().println("  " + state.name() + StateText.of(state));
    }

    private int end(RollbackState state) {
        if (json) {
            JsonOutput.print(terminal, state);
        }
        if (state instanceof RollbackState.Failed failed) {
            throw StateText.failure(failed);
        }
        return ExitCode.OK;
    }
}
