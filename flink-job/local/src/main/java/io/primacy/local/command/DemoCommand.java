package io.primacy.local.command;

import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.replay.Replay;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: everything in this process, on simulated traffic. */
@Command(
        name = "demo",
        header = "See it work: broker, Flink, learner and simulated traffic in this process.",
        description = {
            "",
            "Simulates a feed in which relevance and ad revenue conflict, and learns both with "
                    + "relevance first. Ends by itself with a summary in words.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy demo",
            "  primacy demo --scenario poison",
            "  primacy demo --events 1000000 --data demo-data --json demo.json",
            "",
            "Exit code: 0 ended cleanly, 1 failed, 2 usage or config, 4 refused."
        },
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Path home;

    @Spec private CommandSpec command;

    private long events = 300_000;
    private double rate = Double.POSITIVE_INFINITY;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Decides the traffic; the same seed, the same events (default: 7).")
    private long seed;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "plain",
            description =
                    "plain, or poison: labels are flipped for 5 %% of the stream, and the gate"
                            + " refuses what was learned of them (default: plain).")
    private Scenario scenario;

    enum Scenario {
        plain,
        poison
    }

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The learner's configuration (default: config/demo.yaml).")
    private Path config;

    @Mixin private LocalOptions local;
    @Mixin private CommonOptions common;

    /**
     * @param home the project's directory, where config/ is
     */
    public DemoCommand(Terminal terminal, Path home) {
        this.terminal = terminal;
        this.home = home;
    }

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Events to simulate (default: 300000).")
    private void events(long count) {
        if (count < 1) {
            throw new ParameterException(
                    command.commandLine(), "--events is " + count + "; it must be at least 1.");
        }
        events = count;
    }

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most N events per second (default: as fast as it goes).")
    private void rate(double perSecond) {
        if (!(perSecond > 0)) {
            throw new ParameterException(
                    command.commandLine(), "--rate is " + perSecond + "; it must be above 0.");
        }
        rate = perSecond;
    }

    @Override
    public Integer call() throws IOException {
        Path file = config == null ? home.resolve("config").resolve("demo.yaml") : config;
        LearnerConfig learner = ConfigReader.read(file);
        terminal.err().printf("Simulating %,d events with seed %d.%n", events, seed);
        if (scenario == Scenario.poison) {
            PoisonScenario poison = new PoisonScenario(seed, events);
            new SessionRun(terminal, local, poison.config(learner), null)
                    .run(
                            poison::traffic,
                            new Replay.Limits(Math.min(rate, PoisonScenario.PER_SECOND), events),
                            IDLE,
                            poison::story);
            return ExitCode.OK;
        }
        new SessionRun(terminal, local, learner, null)
                .run(
                        held -> TrafficSimulator.after(seed, held),
                        new Replay.Limits(rate, events),
                        IDLE,
                        snapshots ->
                                List.of(
                                        "Try next:",
                                        "  primacy snapshot list --dir DIR and primacy snapshot verify --dir DIR"
                                                + " look at what was published (DIR as above).",
                                        "  primacy demo --data demo-data, twice: the second run goes on where the"
                                                + " first ended.",
                                        "  primacy demo --scenario poison shows the gate at work.",
                                        "  primacy run --config config/kuairand.yaml --replay FILE learns from"
                                                + " real data; the README says where to get it."));
        return ExitCode.OK;
    }
}
