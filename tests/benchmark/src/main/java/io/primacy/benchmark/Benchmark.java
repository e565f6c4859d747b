package io.primacy.benchmark;

import io.primacy.benchmark.compare.CompareFigures;
import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.FigureJson;
import io.primacy.benchmark.figure.FigureTable;
import io.primacy.benchmark.kernel.KernelFigures;
import io.primacy.benchmark.kernel.KernelLoop;
import io.primacy.benchmark.peer.Peer;
import io.primacy.benchmark.peer.PeerProcess;
import io.primacy.benchmark.pipeline.KeysFigures;
import io.primacy.benchmark.pipeline.PipelineFigures;
import io.primacy.benchmark.rows.WorkingSetFigure;
import io.primacy.benchmark.scale.ScaleFigures;
import io.primacy.benchmark.score.ScoreFigures;
import io.primacy.benchmark.setting.Setting;
import io.primacy.benchmark.setting.Stream.Popularity;
import io.primacy.benchmark.state.PublishFigures;
import io.primacy.benchmark.state.StateFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures one group of figures, or all, and prints them. {@code tests/benchmark/run} starts it.
 */
@Command(name = "tests/benchmark/run", mixinStandardHelpOptions = true, sortOptions = false)
public final class Benchmark implements Callable<Integer> {
    private static final int CHANGED_ROWS = 1_000_000;
    private static final int STEPS = 400;
    private static final int PIPELINE_SECONDS = 60;
    private static final int KEYS_SECONDS = 30;

    @Parameters(paramLabel = "GROUP", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Group group;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Repetitions; ours and the peer's take turns (default: 5).")
    private int rounds;

    @Option(names = "--json", paramLabel = "F", description = "Also write the figures to F.")
    private Path json;

    @Option(
            names = "--ids",
            defaultValue = "uniform",
            description =
                    "kernel: uniform, as the peer draws them, or zipf, as traffic has them (default:"
                            + " uniform).")
    private Popularity popularity;

    @Option(
            names = "--scale",
            defaultValue = "gradient-norm",
            description = "kernel: gradient-norm or none (default: gradient-norm).")
    private String scale;

    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "pipeline, keys: events in the topic (default: what one learner alone learns in"
                            + " 60 s, keys: 30 s).")
    private Long events;

    @Option(
            names = "--rows",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "100000,1000000,10000000",
            description =
                    "state: numbers of rows; the others are compared with the first (default:"
                            + " 100000,1000000,10000000).")
    private int[] sizes;

    @Option(
            names = "--with",
            paramLabel = "DIR",
            description = "compare: directory of the project as it was; build its benchmark first.")
    private Path with;

    @Option(names = "--peer-classpath", hidden = true)
    private Path peerClasspath;

    @Option(names = "--work", hidden = true, required = true)
    private Path work;

    @Spec private CommandSpec spec;

    /** Groups of figures. */
    enum Group {
        kernel,
        pipeline,
        state,
        publish,
        score,
        rows,
        scale,
        keys,
        compare,
        all
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(work);
        List<Figure> figures = new ArrayList<>();
        Setting setting = Setting.classic().withScale(scale);
        if (group == Group.kernel || group == Group.all) {
            figures.addAll(new KernelFigures(setting, popularity, rounds, STEPS).measure(peer()));
        }
        if (group == Group.pipeline || group == Group.all) {
            figures.addAll(
                    new PipelineFigures(
                                    setting,
                                    work.resolve("pipeline"),
                                    home(),
                                    rounds,
                                    events(setting, PIPELINE_SECONDS))
                            .measure(peer()));
        }
        if (group == Group.scale || group == Group.all) {
            figures.addAll(new ScaleFigures(setting, rounds).measure());
        }
        if (group == Group.keys || group == Group.all) {
            figures.addAll(
                    new KeysFigures(
                                    setting,
                                    work.resolve("keys"),
                                    rounds,
                                    events(setting, KEYS_SECONDS))
                            .measure());
        }
        if (group == Group.rows || group == Group.state || group == Group.all) {
            figures.add(
                    new WorkingSetFigure(setting, work.resolve("rows"), Math.min(rounds, 3))
                            .measure());
        }
        if (group == Group.state || group == Group.all) {
            figures.addAll(
                    new StateFigures(work.resolve("state"), rounds, sizes, Map.of()).measure());
        }
        if (group == Group.publish || group == Group.all) {
            figures.addAll(
                    new PublishFigures(work.resolve("publish"), rounds, CHANGED_ROWS).measure());
        }
        if (group == Group.score || group == Group.all) {
            figures.addAll(new ScoreFigures(home(), work.resolve("score"), rounds).measure());
        }
        if (group == Group.compare) {
            figures.addAll(new CompareFigures(home(), other(), rounds).measure());
        }
        System.out.print(FigureTable.of(figures));
        if (json != null) {
            FigureJson.write(figures, json);
        }
        return 0;
    }

    private Path other() {
        if (with == null) {
            throw new ParameterException(
                    spec.commandLine(), "compare needs --with DIR: what to compare with.");
        }
        if (!CompareFigures.isBuilt(with)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s has no build to compare with: run tests/benchmark/run build there first."
                            .formatted(with));
        }
        return with;
    }

    private static Path home() {
        return Path.of(System.getProperty("primacy.home", "."));
    }

    /** On every machine a run lasts as long, and sees as many checkpoints. */
    private long events(Setting setting, int seconds) {
        if (events != null) {
            return events;
        }
        try (KernelLoop loop = new KernelLoop(setting)) {
            return (long) loop.eventsPerSecond(STEPS) * seconds;
        }
    }

    private Peer peer() throws IOException {
        return peerClasspath == null
                ? Peer.absent()
                : new PeerProcess(
                        Files.readString(peerClasspath).strip(), work.resolve("peer.log"));
    }

    /** Runs it. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Benchmark());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(args));
    }
}
