package io.primacy.ops.command;

import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.ConfigOption;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.LearnerConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code topics}: a learner's topics, before its job is submitted to a cluster. */
@Command(
        name = "topics",
        header = "Create the topics of a learner that are missing.",
        description = {
            "",
            "A job on a cluster needs its topics beforehand. Impressions and dead letters are kept for "
                    + "ever, metrics for a week, of the snapshots' announcements the last per model. "
                    + "Existing topics stay as they are.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy topics --config config/kuairand.yaml --bootstrap-servers kafka-1:9092",
            "",
            "Exit code: 0 all exist, 1 the broker refused, 2 usage or config, 3 no broker answers."
        },
        sortOptions = false)
public final class TopicsCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Terminal terminal;

    @Mixin private ConfigOption config;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Partitions of the impressions; with 1 their order is kept (default: 1).")
    private int partitions;

    @Mixin private BrokerOptions brokers;
    @Mixin private CommonOptions common;

    public TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (partitions < 1) {
            throw CommandException.usage(
                    "--partitions is " + partitions + "; it must be at least 1.");
        }
        LearnerConfig learner = config.read();
        String servers = brokers.orElse(ReplayCommand.DEFAULT_SERVERS);
        try (BrokerConnection connection =
                BrokerConnection.open(servers, brokers.properties(), TIMEOUT)) {
            List<String> created = connection.topics().createMissing(learner.events(), partitions);
            terminal.out()
                    .println(
                            created.isEmpty()
                                    ? "All topics exist."
                                    : "Created " + String.join(", ", created) + ".");
        }
        return ExitCode.OK;
    }
}
