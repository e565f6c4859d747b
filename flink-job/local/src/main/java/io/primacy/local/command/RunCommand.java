package io.primacy.local.command;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.ConfigOption;
import io.primacy.ops.command.option.ReplayOptions;
import io.primacy.ops.replay.EventFile;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the job in this process, on an embedded or an outside Kafka. */
@Command(
        name = "run",
        header = "Run a learner in this process: Kafka broker, Flink and the job.",
        description = {
            "",
            "Learns from the config's topic until it is interrupted, or until nothing is left to "
                    + "learn. The end is clean: everything read is learned and published, and a "
                    + "savepoint is written from which the next run with the same --data goes on.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy run --config config/kuairand.yaml --replay events.tsv.gz --json out.json",
            "  primacy run -c my.yaml --bootstrap-servers kafka-1:9092 --data /var/lib/primacy",
            "  primacy run -c my.yaml --data state --until-idle 10s",
            "",
            "Exit code: 0 ended cleanly, 1 failed, 2 usage or config, 3 no broker answers, 4 refused."
        },
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    private static final Duration IDLE_AFTER_REPLAY = Duration.ofSeconds(3);

    private final Terminal terminal;

    @Mixin private ConfigOption config;
    @Mixin private BrokerOptions brokers;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = {
                "Produce this file's rows into the topic and end when all are learned.",
                "CSV, TSV or JSON lines, plain or gzipped; see primacy replay --help."
            })
    private Path replay;

    @Mixin private ReplayOptions replayOptions;

    @Option(
            names = "--until-idle",
            paramLabel = "DURATION",
            description = "End when everything is learned and nothing new came for this long: 10s.")
    private Duration untilIdle;

    @Mixin private LocalOptions local;
    @Mixin private CommonOptions common;

    public RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LearnerConfig learner = config.read();
        SessionRun run = new SessionRun(terminal, local, learner, brokers.orElse(null));
        Function<String, List<String>> next =
                snapshots ->
                        List.of(
                                "Try next:",
                                "  primacy snapshot list --dir DIR shows what was published, DIR as above.");
        if (replay == null) {
            run.run(null, replayOptions.limits(), untilIdle, next);
            return ExitCode.OK;
        }
        if (!replay.toFile().isFile()) {
            throw CommandException.usage("File '" + replay + "' does not exist; check the path.");
        }
        try (EventFile file = EventFile.open(replay)) {
            Duration idle = untilIdle == null ? IDLE_AFTER_REPLAY : untilIdle;
            run.run(held -> file, replayOptions.limits(), idle, next);
        }
        return ExitCode.OK;
    }
}
