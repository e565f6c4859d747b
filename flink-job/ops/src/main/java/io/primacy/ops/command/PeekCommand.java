package io.primacy.ops.command;

import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.TopicOptions;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.terminal.Terminal;
import io.primacy.ops.watch.RecordLines;
import io.primacy.ops.watch.Tail;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peek}: a topic's last records, decoded, and those that come. */
@Command(
        name = "peek",
        header = "Show the last records of a topic, decoded, and then those that come.",
        description = {
            "",
            "One line a record. Text that others wrote is made fit for a terminal: it moves no "
                    + "cursor and turns no reading direction.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy peek --dead-letters --bootstrap-servers kafka-1:9092",
            "  primacy peek --events --config config/kuairand.yaml --last 3 --no-follow",
            "  primacy peek --metrics --json | jq .value.model",
            "",
            "Exit code: 0 all shown, 2 usage or config, 3 no broker answers."
        },
        sortOptions = false)
public final class PeekCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Mixin private BrokerOptions brokers;
    @Mixin private TopicOptions topics;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "10",
            description = "Begin with the last N records of each partition (default: 10).")
    private long last;

    @Option(names = "--no-follow", description = "End at the topic's present end.")
    private boolean noFollow;

    @Option(names = "--json", description = "Print each record as a JSON object.")
    private boolean json;

    @Mixin private CommonOptions common;

    public PeekCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (last < 0) {
            throw CommandException.usage("--last is " + last + "; it must be at least 0.");
        }
        String topic = topic();
        RecordLines lines = json ? RecordLines.json() : RecordLines.text();
        String servers = brokers.orElse(ReplayCommand.DEFAULT_SERVERS);
        try (BrokerConnection connection =
                BrokerConnection.open(servers, brokers.properties(), TIMEOUT)) {
            boolean found =
                    Tail.of(connection, topic, last)
                            .read(
                                    !noFollow,
                                    record ->
                                            terminal.out().println(lines.of(what.kind(), record)));
            if (!found) {
                throw CommandException.usage(
                        "There is no topic '%s' at %s; primacy topics creates a learner's."
                                .formatted(topic, servers));
            }
        }
        return ExitCode.OK;
    }

    private String topic() {
        return switch (what.kind()) {
            case DEAD_LETTERS -> topics.topics().deadLetters();
            case METRICS -> topics.topics().metrics();
            case SNAPSHOTS -> topics.topics().snapshots();
            case EVENTS -> {
                if (topics.impressions() == null) {
                    throw CommandException.usage("--events needs --config, which names the topic.");
                }
                yield topics.impressions();
            }
        };
    }

    /** Which topic; exactly one. */
    private static final class What {
        @Option(names = "--events", description = "The impressions of the learner of --config.")
        private boolean events;

        @Option(names = "--metrics", description = "The models' reports.")
        private boolean metrics;

        @Option(names = "--snapshots", description = "Announcements of published versions.")
        private boolean snapshots;

        @Option(names = "--dead-letters", description = "Events that could not be learned from.")
        private boolean deadLetters;

        private RecordLines.Kind kind() {
            if (events) {
                return RecordLines.Kind.EVENTS;
            }
            if (metrics) {
                return RecordLines.Kind.METRICS;
            }
            return snapshots ? RecordLines.Kind.SNAPSHOTS : RecordLines.Kind.DEAD_LETTERS;
        }
    }
}
