package io.primacy.ops.command.score;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.replay.EventFile;
import io.primacy.ops.replay.EventFileException;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.LocalModelFiles;
import io.primacy.serving.Scorer;
import io.primacy.serving.ScorerListener;
import io.primacy.serving.ScorerOptions;
import io.primacy.serving.Scores;
import io.primacy.serving.feature.FeatureException;
import io.primacy.serving.feature.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: what a published model predicts for a file's rows. */
@Command(
        name = "score",
        header = "Score the rows of a file with a published model.",
        description = {
            "",
            "Reads CSV (RFC 4180) and TSV with a header row, or JSON lines, plain or gzipped, by the "
                    + "fields that the model was learned from; labels are not needed. Prints a row "
                    + "of tab-separated predictions for each: the probability of a logistic task, "
                    + "else the expected value. Neither Kafka nor Flink is needed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  primacy score --input candidates.csv --dir /var/lib/primacy/snapshots",
            "  primacy score --input events.tsv.gz --dir snapshots --model home --alias stable --json",
            "",
            "Exit code: 0 all scored, 1 a row or the model is broken, 2 usage."
        },
        sortOptions = false)
public final class ScoreCommand implements Callable<Integer> {
    private static final int CHUNK = 1000;

    private final Terminal terminal;

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "The rows.")
    private Path input;

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "The snapshot directory; a run prints it at its end.")
    private Path directory;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "The model key (default: the only one).")
    private String model;

    @Option(
            names = "--alias",
            paramLabel = "A",
            defaultValue = "latest",
            description =
                    "Which version: latest, stable or an alias of your own (default: latest).")
    private String alias;

    @Option(names = "--limit", paramLabel = "N", description = "End after N rows.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print one JSON object per row.")
    private boolean json;

    @Mixin private CommonOptions common;

    public ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(input)) {
            throw CommandException.usage("File '" + input + "' does not exist; check the path.");
        }
        if (limit < 1) {
            throw CommandException.usage("--limit is " + limit + "; it must be at least 1.");
        }
        if (!Files.isDirectory(directory)) {
            throw CommandException.usage(
                    "Snapshot directory '" + directory + "' does not exist; check the path.");
        }
        model = model == null ? onlyModel() : model;
        requireAlias();
        try (EventFile file = EventFile.open(input);
                Scorer scorer = open()) {
            scorer.refusal().ifPresent(reason -> terminal.err().println(note(scorer, reason)));
            return score(file, scorer);
        } catch (EventFileException e) {
            throw CommandException.failed(e.getMessage(), e);
        }
    }

    private String onlyModel() throws IOException {
        SnapshotReader reader = new SnapshotReader(directory);
        List<String> models = reader.models();
        if (models.size() != 1) {
            throw CommandException.usage(
                    "Directory '"
                            + directory
                            + "' holds "
                            + (models.isEmpty() ? "no published model" : "several models")
                            + "; name one with --model, as primacy snapshot list shows them.");
        }
        String only = models.get(0);
        List<SnapshotVersion> versions = reader.versions(only);
        return reader.manifest(only, versions.get(versions.size() - 1)).model();
    }

    private void requireAlias() throws IOException {
        String name = SnapshotLayout.modelDirectory(model);
        if (new Aliases(new LocalModelFiles(directory, name)).version(alias).isEmpty()) {
            throw CommandException.usage(
                    "Model '"
                            + model
                            + "' has no alias '"
                            + alias
                            + "' in '"
                            + directory
                            + "'; see primacy snapshot list and primacy snapshot aliases.");
        }
    }

    private Scorer open() throws IOException {
        try {
            return Scorer.open(
                    directory.toUri(),
                    model,
                    alias,
                    ScorerOptions.DEFAULTS.telling(ScorerListener.NONE));
        } catch (SnapshotException e) {
            throw CommandException.failed(e.getMessage(), e);
        }
    }

    private static String note(Scorer scorer, String reason) {
        return "Version " + scorer.version() + " is used, since a later one is broken:\n" + reason;
    }

    private int score(EventFile file, Scorer scorer) throws IOException {
        ScoredRows rows = new ScoredRows(terminal, json);
        List<Features> chunk = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        long start = System.nanoTime();
        long read = 0;
        for (byte[] event = next(file, read); event != null; event = next(file, read)) {
            read++;
            chunk.add(Features.json(event));
            lines.add(file.line());
            if (chunk.size() == CHUNK) {
                score(scorer, chunk, lines, rows);
            }
        }
        score(scorer, chunk, lines, rows);
        terminal.out().flush();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        terminal.err()
                .printf(
                        "%s rows of %s scored with version %s of model '%s' in %s, %s refused.%n",
                        Figures.count(rows.scored()),
                        input,
                        scorer.version(),
                        model,
                        Figures.duration(took),
                        Figures.count(rows.refused()));
        return rows.refused() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private byte[] next(EventFile file, long read) throws IOException {
        return read < limit ? file.next() : null;
    }

    /** All rows at once; one by one where one of them is broken. */
    private static void score(
            Scorer scorer, List<Features> chunk, List<Long> lines, ScoredRows rows) {
        try {
            Scores scores = scorer.score(chunk);
            for (int i = 0; i < chunk.size(); i++) {
                rows.scored(lines.get(i), scores, i);
            }
        } catch (FeatureException oneIsBroken) {
            for (int i = 0; i < chunk.size(); i++) {
                try {
                    rows.scored(lines.get(i), scorer.score(chunk.subList(i, i + 1)), 0);
                } catch (FeatureException e) {
                    rows.refused(lines.get(i), e.getMessage());
                }
            }
        }
        chunk.clear();
        lines.clear();
    }
}
