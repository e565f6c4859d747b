package io.primacy.ops.command;

import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.TopicOptions;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.room.Room;
import io.primacy.ops.room.model.ModelView;
import io.primacy.ops.room.model.Standing;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.ops.watch.Glance;
import io.primacy.schema.report.MetricsReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: how every model does now, worst first. */
@Command(
        name = "status",
        header = "Say how every model does now, worst first.",
        description = {
            "",
            "Reads the metrics topic from some time back (--since) to its end and shows each model's "
                    + "last report with a verdict in words.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy status --bootstrap-servers kafka-1:9092",
            "  primacy status --learner kuairand --json | jq '.[] | select(.standing == \"violated\")'",
            "",
            "Exit code: 0 every priority holds, 1 at least one model is violated or skips batches, "
                    + "2 usage or config, 3 no broker answers."
        },
        sortOptions = false)
public final class StatusCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Terminal terminal;

    @Mixin private BrokerOptions brokers;
    @Mixin private TopicOptions topics;

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            description = "Only models of this learner (default: all).")
    private String learner;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "Models that reported in this time (default: 1h).")
    private Duration since;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private CommonOptions common;

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String servers = brokers.orElse(ReplayCommand.DEFAULT_SERVERS);
        Room room = new Room(Clock.systemUTC(), 100_000, 0);
        try (BrokerConnection connection =
                BrokerConnection.open(servers, brokers.properties(), TIMEOUT)) {
            Glance.at(connection, topics.topics(), room, since);
        }
        List<ModelView> models =
                room.models().stream()
                        .filter(m -> learner == null || m.id().learner().equals(learner))
                        .sorted(
                                Comparator.comparing((ModelView m) -> m.verdict().standing())
                                        .thenComparing(m -> -m.verdict().violation())
                                        .thenComparing(m -> m.id().model()))
                        .toList();
        if (json) {
            JsonOutput.print(terminal, models.stream().map(StatusCommand::entry).toList());
        } else {
            print(models);
        }
        return models.stream().anyMatch(StatusCommand::isBad) ? ExitCode.FAILED : ExitCode.OK;
    }

    private static boolean isBad(ModelView model) {
        return model.verdict().standing().compareTo(Standing.SKIPPING) <= 0;
    }

    private void print(List<ModelView> models) {
        if (models.isEmpty()) {
            terminal.out()
                    .printf("No model has reported in the last %s.%n", Figures.duration(since));
            return;
        }
        Table table =
                new Table("learner", "model", "state", "violation", "learned", "heard", "verdict");
        Instant now = Instant.now();
        for (ModelView model : models) {
            double violation = model.verdict().violation();
            table.row(
                    Shown.text(model.id().learner(), 24),
                    Shown.text(model.id().model(), 32),
                    word(model),
                    Figures.percent(Double.isNaN(violation) ? null : violation),
                    Figures.count(model.report().learned()),
                    Figures.duration(Duration.between(Instant.ofEpochMilli(model.at()), now)),
                    model.verdict().headline());
        }
        List<String> lines = table.lines();
        terminal.out().println(terminal.bold(lines.get(0)));
        for (int i = 0; i < models.size(); i++) {
            String line = lines.get(i + 1);
            terminal.out().println(isBad(models.get(i)) ? terminal.red(line) : line);
        }
    }

    private static String word(ModelView model) {
        return model.verdict().standing().name().toLowerCase(Locale.ROOT);
    }

    private static Entry entry(ModelView model) {
        return new Entry(
                model.id().learner(),
                model.id().model(),
                word(model),
                model.verdict().headline(),
                model.verdict().details(),
                Instant.ofEpochMilli(model.at()).toString(),
                model.report());
    }

    /**
     * A model, as it is printed with {@code --json}.
     *
     * @param standing one word
     * @param headline the verdict in a sentence
     * @param details more sentences
     * @param at when it last reported, ISO 8601
     * @param report that report
     */
    record Entry(
            String learner,
            String model,
            String standing,
            String headline,
            List<String> details,
            String at,
            MetricsReport report) {}
}
