package io.primacy.ops.command;

import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.action.WorkingLearner;
import io.primacy.ops.command.job.JarOption;
import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.FlinkOptions;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.command.option.TopicOptions;
import io.primacy.ops.dashboard.Dashboard;
import io.primacy.ops.dashboard.DashboardOptions;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.savepoint.SnapshotPlace;
import io.primacy.ops.terminal.Terminal;
import io.primacy.ops.web.PortTakenException;
import io.primacy.ops.web.WebOptions;
import io.primacy.ops.web.door.Tokens;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dashboard}: the control room, on a page. */
@Command(
        name = "dashboard",
        header = "Serve a page that shows how every model does, live.",
        description = {
            "",
            "Follows the metrics, snapshots and dead-letter topics of all learners, and Flink's "
                    + "jobs. Keeps the last 24 hours, more coarsely the longer ago. Neither "
                    + "Kafka nor Flink need be there yet: the page says what does not answer.",
            "",
            "Only this machine reaches it unless --bind says otherwise; there is no log-in, so put "
                    + "a proxy that has one in front of it. Everything is read-only but which version is "
                    + "served, savepoints and rollbacks, and those need the token.",
            "",
            "With --config, savepoints of that learner are taken and rolled back to from the page, as "
                    + "savepoint create and rollback do it. Savepoints are read with Flink; where it is not "
                    + "at hand (the operators' own command line), savepoint verify --deep describes them.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy dashboard --bootstrap-servers kafka-1:9092 --flink http://jobmanager:8081",
            "  primacy dashboard -c my.yaml --bootstrap-servers kafka-1:9092 --savepoints /var/lib/primacy/savepoints",
            "  primacy dashboard --bind 0.0.0.0 --port 8080 --allow-host primacy.example.org",
            "",
            "It runs until it is interrupted. Exit code: 1 its port is taken, 2 usage or config."
        },
        sortOptions = false)
public final class DashboardCommand implements Callable<Integer> {
    /** Where the page is unless somebody wants it elsewhere. */
    public static final int PORT = 8088;

    private final Terminal terminal;
    private final SavepointContents contents;

    @Mixin private BrokerOptions brokers;

    @Mixin private FlinkOptions flink;

    @Option(names = "--no-flink", description = "Do not ask Flink for jobs, lag and checkpoints.")
    private boolean noFlink;

    @Mixin private TopicOptions topics;

    @Option(
            names = "--snapshots",
            paramLabel = "DIR",
            description =
                    "The snapshot directory: shows what is served, and lets whoever has the token "
                            + "serve another version (default: that of --config, else neither).")
    private Path snapshots;

    @Mixin private SavepointsOption savepoints;
    @Mixin private JarOption jar;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Holds the token that changes need (default: a new one each start, printed).")
    private Path tokenFile;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = WebOptions.LOOPBACK,
            description = "Address to listen on (default: 127.0.0.1, this machine only).")
    private String bind;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "" + PORT,
            description = "Port to listen on; 0 is any free one (default: " + PORT + ").")
    private int port;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description =
                    "A further name under which browsers come, such as a proxy's; may be repeated.")
    private List<String> hosts = List.of();

    @Mixin private CommonOptions common;

    /**
     * @param contents reads savepoints that are taken from the page
     */
    public DashboardCommand(Terminal terminal, SavepointContents contents) {
        this.terminal = terminal;
        this.contents = contents;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        LearnerConfig learner = topics.learner();
        Path published = published(learner);
        String token = published == null && learner == null ? null : token();
        DashboardOptions options =
                new DashboardOptions(
                        kafka(),
                        topics.topics(),
                        noFlink ? null : flink.client().address(),
                        published,
                        desk(learner),
                        new WebOptions(bind, port, hosts, token));
        try (Dashboard dashboard = Dashboard.start(options, Clock.systemUTC())) {
            terminal.out().println("Dashboard: " + dashboard.address());
            if (token != null && tokenFile == null) {
                terminal.err().println("Changes need this token: " + token);
            }
            terminal.err().println("Interrupt (Ctrl-C) to end.");
            new CountDownLatch(1).await();
        } catch (PortTakenException e) {
            throw CommandException.failed(e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    /** Where the versions are; {@code null}: nobody says, or not on this machine. */
    private Path published(LearnerConfig learner) {
        if (snapshots != null || learner == null) {
            return snapshots;
        }
        try {
            Path place = SnapshotPlace.of(learner);
            return place.isAbsolute() ? place : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private SavepointDesk desk(LearnerConfig learner) {
        if (learner == null) {
            return SavepointDesk.closed();
        }
        if (noFlink) {
            return SavepointDesk.closed(
                    "Savepoints and rollbacks need Flink: start the dashboard without --no-flink.");
        }
        try {
            return SavepointDesk.of(
                    new WorkingLearner(
                            learner,
                            savepoints.catalogue(),
                            contents,
                            flink.client(),
                            brokers.orElse(ReplayCommand.DEFAULT_SERVERS),
                            brokers.properties(),
                            jar.path()),
                    Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            return SavepointDesk.closed("Savepoints and rollbacks: " + e.getMessage());
        }
    }

    private Map<String, String> kafka() {
        Map<String, String> properties = new HashMap<>(brokers.properties());
        properties.put("bootstrap.servers", brokers.orElse(ReplayCommand.DEFAULT_SERVERS));
        return properties;
    }

    private String token() {
        if (tokenFile == null) {
            return Tokens.random();
        }
        try {
            return Tokens.read(tokenFile);
        } catch (IOException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private void check() {
        if (port < 0 || port > 65_535) {
            throw CommandException.usage(
                    "--port is " + port + "; ports are 1 to 65535, 0 is any free one.");
        }
    }
}
