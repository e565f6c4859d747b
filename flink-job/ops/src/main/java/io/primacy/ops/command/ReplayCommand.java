package io.primacy.ops.command;

import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.ConfigOption;
import io.primacy.ops.command.option.ReplayOptions;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.EventProducer;
import io.primacy.ops.replay.EventFile;
import io.primacy.ops.replay.Replay;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.ProgressLine;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code replay}: a file's rows as events into the topic. */
@Command(
        name = "replay",
        header = "Produce a file's rows as events into the topic of a learner.",
        description = {
            "",
            "Reads CSV (RFC 4180) and TSV with a header row, or JSON lines, plain or gzipped. Each "
                    + "column becomes the JSON field of its name; JSON lines pass through as they "
                    + "are. Rows keep their order; each record carries the event's own time.",
            "",
            "Missing topics are created.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy replay events.tsv.gz --config config/kuairand.yaml",
            "  primacy replay clicks.csv -c my.yaml --rate 500 --bootstrap-servers kafka-1:9092",
            "",
            "Exit code: 0 all produced, 1 the file is broken, 2 usage or config, 3 no broker answers."
        },
        sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {
    /** Where Kafka is when nobody says: the port that docker-compose.yml publishes. */
    static final String DEFAULT_SERVERS = "localhost:9092";

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final int PARTITIONS = 1;
    private static final int BAR_WIDTH = 30;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The file of events.")
    private Path file;

    @Mixin private ConfigOption config;
    @Mixin private ReplayOptions options;
    @Mixin private BrokerOptions brokers;
    @Mixin private CommonOptions common;

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LearnerConfig learner = config.read();
        if (!file.toFile().isFile()) {
            throw CommandException.usage("File '" + file + "' does not exist; check the path.");
        }
        try (EventFile source = EventFile.open(file);
                BrokerConnection connection =
                        BrokerConnection.open(
                                brokers.orElse(DEFAULT_SERVERS), brokers.properties(), TIMEOUT);
                EventProducer producer = EventProducer.open(connection)) {
            connection.topics().createMissing(learner.events(), PARTITIONS);
            replay(learner.events(), source, producer);
        }
        return ExitCode.OK;
    }

    private void replay(EventsConfig events, EventFile source, EventProducer producer)
            throws IOException {
        ProgressLine line = new ProgressLine(terminal, Clock.systemUTC());
        long start = System.nanoTime();
        Replay replay = new Replay(events, options.limits(), System::nanoTime);
        long produced =
                replay.run(
                        source,
                        producer,
                        sent ->
                                line.update(
                                        () -> List.of(progress(source, sent, start, true)),
                                        () -> progress(source, sent, start, false)),
                        () -> false);
        line.clear();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        terminal.out()
                .printf(
                        "%s events from %s into topic '%s' in %s (%s).%n",
                        Figures.count(produced),
                        file,
                        events.topic(),
                        Figures.duration(took),
                        Figures.perSecond(produced / Math.max(1e-3, took.toNanos() / 1e9)));
    }

    private String progress(EventFile source, long sent, long start, boolean bar) {
        double fraction = source.fraction();
        double seconds = Math.max(1e-3, (System.nanoTime() - start) / 1e9);
        int filled = (int) Math.round(fraction * BAR_WIDTH);
        String prefix = bar ? "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " : "";
        return String.format(
                "%s%3.0f %%  %s events  %s",
                prefix, fraction * 100, Figures.count(sent), Figures.perSecond(sent / seconds));
    }
}
