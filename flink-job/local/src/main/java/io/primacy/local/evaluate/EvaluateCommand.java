package io.primacy.local.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.evaluate.report.EvaluationReport;
import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.ConfigOption;
import io.primacy.ops.command.option.TasksOption;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.ProgressLine;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: is the priority held, and would a hand-tuned weight have done better? */
@Command(
        name = "evaluate",
        header = "Learn from a file offline and compare with what it replaces.",
        description = {
            "",
            "Progressive validation with the learner of the job, without Kafka and Flink: one pass in "
                    + "file order, every event is predicted before it is learned from. Each task is "
                    + "compared with a learner that has nothing else to learn.",
            "",
            "Reads CSV (RFC 4180) and TSV with a header row, or JSON lines, plain or gzipped. A broken "
                    + "event ends the command. All events are held in memory.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy evaluate events.tsv.gz --config config/kuairand.yaml",
            "  primacy evaluate events.tsv.gz -c my.yaml --baselines --seeds 5 --report report",
            "  primacy evaluate events.tsv.gz -c my.yaml --tasks share=/y_share,like,click",
            "",
            "Exit code: 0 evaluated, 1 failed, 2 usage, config or events."
        },
        sortOptions = false)
public final class EvaluateCommand implements Callable<Integer> {
    private static final int BAR_WIDTH = 30;
    private static final int MAX_SEEDS = 1000;

    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "The file of events.")
    private Path file;

    @Mixin private ConfigOption config;

    @Mixin private TasksOption tasks;

    @Option(
            names = "--baselines",
            description = {
                "Also: the other reference modes, and weighted sums with weights",
                "0.03 to 10 on everything below the highest priority."
            })
    private boolean baselines;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs of each kind: the config's seed and the next ones (default: 1).")
    private int seeds;

    @Option(
            names = "--from",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Figures count from this share of the stream on (default: 0.5).")
    private double from;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs at a time; does not change results (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write all figures as JSON to FILE; - is standard output.")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page with plots to DIR/index.html.")
    private Path report;

    @Mixin private CommonOptions common;

    public EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LearnerConfig learner = tasks.of(config.read());
        check();
        ProgressLine line = new ProgressLine(terminal, Clock.systemUTC());
        long start = System.nanoTime();
        EventSet events = EventSet.read(file, learner, bar(line, "reading"));
        List<Variant> variants = Variant.of(learner, baselines, events.size());
        Evaluation evaluation =
                new Evaluator(learner, events, from)
                        .run(
                                file,
                                variants,
                                seeds,
                                threads,
                                bar(line, variants.size() * seeds + " runs"));
        line.clear();
        print(evaluation, Duration.ofNanos(System.nanoTime() - start));
        return ExitCode.OK;
    }

    private void check() {
        require(
                seeds >= 1 && seeds <= MAX_SEEDS,
                "--seeds is " + seeds + "; it must be 1 to 1000.");
        require(
                from >= 0 && from < 1,
                "--from is " + from + "; it must be 0 or higher and below 1.");
        require(threads >= 1, "--threads is " + threads + "; it must be at least 1.");
        if (!file.toFile().isFile()) {
            throw CommandException.usage("File '" + file + "' does not exist; check the path.");
        }
        if (json != null && !isStandardOutput()) {
            Path parent = json.toAbsolutePath().getParent();
            require(
                    Files.isWritable(parent) && !Files.isDirectory(json),
                    "--json is '" + json + "', which cannot be written; does its directory exist?");
        }
        require(
                report == null || !Files.exists(report) || Files.isDirectory(report),
                "--report is '" + report + "', which is a file; name a directory.");
    }

    private void require(boolean rule, String problem) {
        if (!rule) {
            throw new ParameterException(command.commandLine(), problem);
        }
    }

    private boolean isStandardOutput() {
        return json.toString().equals("-");
    }

    private static DoubleConsumer bar(ProgressLine line, String what) {
        return share -> {
            String percent = "%3.0f %%  %s".formatted(share * 100, what);
            int filled = (int) Math.round(share * BAR_WIDTH);
            line.update(
                    () ->
                            List.of(
                                    "["
                                            + "#".repeat(filled)
                                            + ".".repeat(BAR_WIDTH - filled)
                                            + "] "
                                            + percent),
                    () -> percent);
        };
    }

    private void print(Evaluation evaluation, Duration took) throws IOException {
        if (json != null) {
            byte[] bytes =
                    new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(evaluation);
            if (isStandardOutput()) {
                terminal.out().writeBytes(bytes);
                terminal.out().println();
            } else {
                Files.write(json, bytes);
            }
        }
        if (json == null || !isStandardOutput()) {
            new EvaluationTable(evaluation).lines().forEach(terminal.out()::println);
        }
        terminal.err()
                .printf(
                        "%s events, figures over the last %s, %d runs in %s.%n",
                        Figures.count(evaluation.events()),
                        Figures.count(evaluation.events() - (long) (from * evaluation.events())),
                        evaluation.runs().size(),
                        Figures.duration(took));
        if (report != null) {
            Files.createDirectories(report);
            terminal.err().println("Report: " + EvaluationReport.write(evaluation, report));
        }
    }
}
