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
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.BrokerUnreachableException;
import io.primacy.ops.kafka.TopicReader;
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
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.RollbackConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String SERVERS = "localhost:9092";

    private final Terminal terminal;
    private final Clock clock;

    @Mixin private ConfigOption config;

    @Option(
            names = "--patience",
            paramLabel = "T",
            defaultValue = "2m",
            description = "How long a restored job may take until it runs (default: 2m).")
    private Duration patience;

    /** What was reported before the last act is about a job that was stopped. */
    private Instant acted = Instant.MIN;

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
        while (!Thread.currentThread().isInterrupted()) {
            follow(
                    learner,
                    report ->
                            trigger.take(report.value(), report.at())
                                    .ifPresent(alarm -> act(alarm, rules, learner, catalogue)));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return 0;
    }

    private record Dated(MetricsReport value, Instant at) {}

    private interface Reports {
        void take(Dated report);
    }

    private void follow(LearnerConfig learner, Reports reports) {
        String topic = learner.events().metricsTopic();
        try (BrokerConnection connection =
                        BrokerConnection.open(
                                brokers.orElse(SERVERS), brokers.properties(), ANSWER);
                TopicReader reader = TopicReader.open(connection.clientProperties(), ANSWER)) {
            List<TopicPartition> partitions = reader.partitions(topic);
            if (partitions.isEmpty()) {
                say("There is no topic '" + topic + "' yet.");
                return;
            }
            reader.start(reader.ends(partitions));
            say("Guarding learner '" + learner.name() + "'; interrupt (Ctrl-C) to end.");
            while (!Thread.currentThread().isInterrupted()) {
                reader.poll(
                        POLL,
                        record ->
                                report(record)
                                        .filter(r -> learner.name().equals(r.value().learner()))
                                        .filter(r -> r.at().isAfter(acted))
                                        .ifPresent(reports::take));
            }
        } catch (BrokerUnreachableException | KafkaException e) {
            say("Kafka does not answer: " + e.getMessage());
        }
    }

    private static Optional<Dated> report(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(
                    new Dated(
                            ReportJson.metrics(record.value()),
                            Instant.ofEpochMilli(record.timestamp())));
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
            // Others may write there, too.
            return Optional.empty();
        }
    }

    private void act(
            Alarm alarm,
            RollbackConfig rules,
            LearnerConfig learner,
            SavepointCatalogue catalogue) {
        say("Model '" + alarm.model() + "': " + alarm.reason() + ".");
        try (Journal journal = JournalFiles.open(catalogue, clock)) {
            requireRested(journal, rules.coolDown());
            try {
                rollBack(alarm, learner, catalogue, journal);
            } catch (FlinkUnreachableException e) {
                throw StateText.unreachable(journal, e);
            }
        } catch (IOException | RuntimeException e) {
            say("No rollback now: " + e.getMessage());
        }
        acted = clock.instant();
    }

    private void requireRested(Journal journal, Duration coolDown) throws IOException {
        Optional<RollbackState> last = journal.states().stream().findFirst();
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
            Alarm alarm, LearnerConfig learner, SavepointCatalogue catalogue, Journal journal)
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
        PlanText.lines(made.plan(), made.target()).forEach(this::say);
        RollbackState end =
                new Rollback(
                                journal,
                                published,
                                new FlinkCluster(client, FlinkCluster.RESTART),
                                () -> UUID.randomUUID().toString().replace("-", ""),
                                patience,
                                state -> say("  " + state.name() + StateText.of(state)))
                        .begin(made.plan());
        if (end instanceof RollbackState.Failed failed) {
            throw StateText.failure(failed);
        }
        say(
                "Model '%s' went back by itself; rollback --undo brings back what was before."
                        .formatted(alarm.model()));
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
