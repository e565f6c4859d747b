package io.primacy.ops.command.job;

import io.primacy.ops.command.CommandException;
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
import io.primacy.ops.rollback.auto.Alarm;
import io.primacy.ops.rollback.auto.Trigger;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.rollback.plan.PlanText;
import io.primacy.ops.rollback.plan.RefusedException;
import io.primacy.ops.rollback.site.FlinkCluster;
import io.primacy.ops.rollback.site.JournalFiles;
import io.primacy.ops.rollback.site.PublishedVersions;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SnapshotPlace;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.RollbackConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code guard}: rollbacks that nobody has to be awake for. */
@Command(
        name = "guard",
        header = "Take a model back by itself when a rule of its config says so.",
        description = {
            "",
            "Follows the models' reports. Where a rule under rollback: in the config holds, that model goes "
                    + "back to the newest savepoint from before, as rollback --models does it, and latest is held "
                    + "until it publishes again. At most once in the rule's cool-down, rollbacks by hand included; "
                    + "everything it does and does not do is said. rollback --undo brings back what was before.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy guard -c /etc/primacy/learner.yaml --bootstrap-servers kafka:9092",
            "",
            "It runs until it is interrupted. Exit code: 2 usage or config, or no rule is on."
        },
        sortOptions = false)
public final class GuardCommand implements Callable<Integer> {
    /** Between two tries, while a rule goes on saying that the model must go back. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Terminal terminal;
    private final Clock clock;

    @Mixin private ConfigOption config;

    @Option(
            names = "--patience",
            paramLabel = "T",
            defaultValue = "2m",
            description = "How long a restored job may take until it runs (default: 2m).")
    private Duration patience;

    /** What was reported before the last rollback is about a job that was stopped. */
    private Instant acted = Instant.MIN;

    private final Map<String, Refusal> refused = new HashMap<>();

    @Mixin private JarOption jar;
    @Mixin private BrokerOptions brokers;
    @Mixin private FlinkOptions flink;
    @Mixin private JobChoice job;
    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    public GuardCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        LearnerConfig learner = config.read();
        RollbackConfig rules = ConfigReader.rollback(config.file());
        if (rules.isOff()) {
            throw CommandException.usage(
                    "No rule is on; set rollback.violated-windows, .refusals or .skipped-share in "
                            + config.file()
                            + ".");
        }
        jar.existing();
        SavepointCatalogue catalogue = savepoints.catalogue();
        Trigger trigger = new Trigger(rules);
        Instant began = clock.instant();
        new GuardedReports(learner, brokers, clock, this::say)
                .follow(
                        (report, at) -> {
                            if (at.isAfter(acted)) {
                                trigger.take(report, at)
                                        .filter(alarm -> at.isAfter(began))
                                        .ifPresent(a -> act(a, rules, learner, catalogue, trigger));
                            }
                        });
        return 0;
    }

    /** Why a model was not taken back, which is said once, and when it is tried again. */
    private record Refusal(String why, Instant next) {}

    private void act(
            Alarm alarm,
            RollbackConfig rules,
            LearnerConfig learner,
            SavepointCatalogue catalogue,
            Trigger trigger) {
        Refusal before = refused.get(alarm.model());
        if (before != null && clock.instant().isBefore(before.next())) {
            return;
        }
        try (Journal journal = JournalFiles.open(catalogue, clock)) {
            requireRested(journal, learner.name(), rules.coolDown());
            try {
                rollBack(alarm, learner, catalogue, journal, trigger);
            } catch (FlinkUnreachableException e) {
                throw StateText.unreachable(journal, learner.name(), e);
            }
            refused.remove(alarm.model());
        } catch (IOException | RuntimeException e) {
            String why = "No rollback now: " + e.getMessage();
            if (before == null || !why.equals(before.why())) {
                say(reason(alarm));
                say(why);
            }
            refused.put(alarm.model(), new Refusal(why, clock.instant().plus(PAUSE)));
        }
    }

    private static String reason(Alarm alarm) {
        return "Model '" + Shown.name(alarm.model()) + "': " + alarm.reason() + ".";
    }

    private void requireRested(Journal journal, String learner, Duration coolDown)
            throws IOException {
        Optional<RollbackState> last = journal.latest(learner);
        if (last.isEmpty()) {
            return;
        }
        String id = last.get().plan().id();
        if (!last.get().isEnd()) {
            throw new RefusedException(
                    "rollback "
                            + id
                            + " stands at "
                            + last.get().name()
                            + "; go on with rollback --resume or --undo.");
        }
        Instant rested = Instant.parse(last.get().plan().time()).plus(coolDown);
        if (clock.instant().isBefore(rested)) {
            throw new RefusedException(
                    "rollback " + id + " was less than the cool-down ago, which ends at " + rested);
        }
    }

    private void rollBack(
            Alarm alarm,
            LearnerConfig learner,
            SavepointCatalogue catalogue,
            Journal journal,
            Trigger trigger)
            throws IOException {
        PublishedVersions published = new PublishedVersions(SnapshotPlace.of(learner), clock);
        FlinkClient client = flink.client();
        PlanMaker.Made made =
                new PlanMaker(
                                learner,
                                catalogue,
                                published,
                                client,
                                brokers,
                                job,
                                jar.existing(),
                                clock)
                        .make(
                                null,
                                alarm.since().toString(),
                                List.of(alarm.model()),
                                new OffsetsChoice.Present(),
                                false);
        say(reason(alarm));
        PlanText.lines(made.plan(), made.target()).forEach(this::say);
        Rollback rollback =
                new Rollback(
                        journal,
                        published,
                        new FlinkCluster(client, FlinkCluster.RESTART),
                        () -> UUID.randomUUID().toString().replace("-", ""),
                        patience,
                        state -> {
                            say("  " + state.name() + StateText.of(state));
                            acted = clock.instant();
                            trigger.wentBack(alarm.model());
                        });
        RollbackState end = rollback.begin(made.plan());
        if (end instanceof RollbackState.Failed failed) {
            throw StateText.failure(failed);
        }
        say(
                "Model '%s' went back by itself; rollback --undo brings back what was before."
                        .formatted(Shown.name(alarm.model())));
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
