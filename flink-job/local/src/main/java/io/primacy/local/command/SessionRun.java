package io.primacy.local.command;

import io.primacy.local.LogFile;
import io.primacy.local.StopSignal;
import io.primacy.local.broker.LoopbackPort;
import io.primacy.local.data.DataDirectory;
import io.primacy.local.data.DataException;
import io.primacy.local.session.LearningSession;
import io.primacy.local.session.SessionOptions;
import io.primacy.local.view.ClosingWords;
import io.primacy.local.view.LiveView;
import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.command.CommandException;
import io.primacy.ops.dashboard.Dashboard;
import io.primacy.ops.dashboard.DashboardOptions;
import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.replay.EventSource;
import io.primacy.ops.replay.Replay;
import io.primacy.ops.terminal.Terminal;
import io.primacy.ops.watch.Topics;
import io.primacy.ops.web.WebOptions;
import io.primacy.ops.web.door.Tokens;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;

/** One run as a command shows it: start, live view, summary. */
final class SessionRun {
    private static final String ONE_PROCESS =
            "This run is one process and ends with its job, so it is not rolled back. With --data, a clean"
                    + " end writes a savepoint, and the next run goes on from it. Savepoints and rollbacks"
                    + " while it learns need a cluster: ./primacy submit.";

    private final Terminal terminal;
    private final LocalOptions options;
    private final LearnerConfig config;
    private final String bootstrapServers;
    private final String token = Tokens.random();

    /**
     * @param bootstrapServers an outside Kafka, or {@code null}
     */
    SessionRun(
            Terminal terminal,
            LocalOptions options,
            LearnerConfig config,
            String bootstrapServers) {
        this.terminal = terminal;
        this.options = options;
        this.config = config;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Runs until idle or interrupted, and prints the summary.
     *
     * @param source produced into the topic, given how many events it held when the run began;
     *     {@code null}: others produce
     * @param limits of the source
     * @param idle how long nothing must have happened; {@code null}: until interrupted
     * @param next what else there is to say, a line each, given the snapshot directory
     */
    void run(
            LongFunction<EventSource> source,
            Replay.Limits limits,
            Duration idle,
            Function<String, List<String>> next)
            throws IOException {
        SessionOptions session = options.session(bootstrapServers);
        LoopbackPort.requireFree(session.restPort(), "--rest-port");
        LoopbackPort.requireFree(options.dashboardPort(), "--dashboard-port");
        try (DataDirectory directory = directory(session)) {
            LogFile.open(directory.log());
            run(directory, session, source, limits, idle, next);
        } catch (DataException e) {
            throw e.isRefused()
                    ? CommandException.refused(e.getMessage(), e)
                    : CommandException.failed(e.getMessage(), e);
        }
    }

    private static DataDirectory directory(SessionOptions session) {
        return session.data() == null
                ? DataDirectory.temporary()
                : DataDirectory.open(session.data());
    }

    private void run(
            DataDirectory directory,
            SessionOptions options,
            LongFunction<EventSource> source,
            Replay.Limits limits,
            Duration idle,
            Function<String, List<String>> next)
            throws IOException {
        BooleanSupplier stopped =
                StopSignal.listen(
                        () -> terminal.err().println("Ending cleanly; once more ends at once."));
        LiveView view = new LiveView(terminal, Clock.systemUTC());
        long start = System.nanoTime();
        try (LearningSession session = LearningSession.start(directory, config, options);
                Dashboard dashboard = dashboard(session)) {
            greet(session, directory, dashboard);
            if (source != null) {
                session.feed(source.apply(session.produced()), limits);
            }
            RunSummary summary = session.run(idle, stopped, view);
            view.clear();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            ClosingWords words =
                    new ClosingWords(config, session.snapshots(), session.deadLetters());
            conclude(summary, words.lines(summary, took, next.apply(session.snapshots())));
        } finally {
            view.clear();
        }
    }

    /** The page that shows the run; {@code null}: none is wanted. */
    private Dashboard dashboard(LearningSession session) {
        if (!options.hasDashboard()) {
            return null;
        }
        EventsConfig events = config.events();
        return Dashboard.start(
                new DashboardOptions(
                        Map.of("bootstrap.servers", session.bootstrapServers()),
                        new Topics(
                                events.metricsTopic(),
                                events.snapshotsTopic(),
                                events.deadLetterTopic()),
                        new FlinkAddress(session.webAddress(), null, null),
                        snapshots(session),
                        SavepointDesk.closed(ONE_PROCESS),
                        new WebOptions(
                                WebOptions.LOOPBACK, options.dashboardPort(), List.of(), token)),
                Clock.systemUTC());
    }

    /** Where the versions are, if that is a directory of this machine. */
    private static Path snapshots(LearningSession session) {
        Path path = Path.of(session.snapshots());
        return path.isAbsolute() ? path : null;
    }

    private void greet(LearningSession session, DataDirectory directory, Dashboard dashboard) {
        terminal.err()
                .printf(
                        "Learner '%s'. Kafka: %s, topic '%s'. Flink: %s. Data and log: %s%n",
                        config.name(),
                        session.bootstrapServers(),
                        config.events().topic(),
                        session.webAddress(),
                        directory.root());
        if (dashboard != null) {
            terminal.err()
                    .println(
                            "Dashboard: " + terminal.bold(dashboard.address() + "#token=" + token));
        }
    }

    private void conclude(RunSummary summary, List<String> words) throws IOException {
        if (options.isStandardOutput()) {
            terminal.out().writeBytes(ReportJson.write(summary));
            return;
        }
        if (options.json() != null) {
            Files.write(options.json(), ReportJson.write(summary));
        }
        words.forEach(terminal.out()::println);
    }
}
