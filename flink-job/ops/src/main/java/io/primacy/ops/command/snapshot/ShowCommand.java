package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.report.TaskReport;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snapshot show}: one version in full. */
@Command(
        name = "show",
        header = "Show one version: what it learned, how well, its files.",
        footer = {
            "",
            "Example:",
            "  primacy snapshot show 1-000042 --dir /var/lib/primacy/snapshots --model default"
        },
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version (default: the one that is served).")
    private String version;

    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotReader reader = options.reader();
        String model = options.oneModel(reader);
        SnapshotVersion wanted = options.version(reader, model, version);
        Manifest manifest = reader.manifest(model, wanted);
        if (options.json()) {
            JsonOutput.print(terminal, manifest);
        } else {
            print(manifest, reader.path(model, wanted));
            names(model, wanted);
        }
        return ExitCode.OK;
    }

    private void print(Manifest manifest, Path path) {
        line(
                "model",
                Shown.name(manifest.model()) + " of learner " + Shown.name(manifest.learner()));
        line("version", manifest.version() + " (" + manifest.kind() + ")");
        line("parent", manifest.parent() == null ? "none" : manifest.parent());
        line("path", path.toString());
        line(
                "learned",
                Figures.count(manifest.learned())
                        + " events in "
                        + Figures.count(manifest.step())
                        + " batches");
        line("event time", Instant.ofEpochMilli(manifest.eventTimeMillis()).toString());
        line("checkpoint", Long.toString(manifest.checkpointId()));
        line("config", manifest.configDigest());
        terminal.out().println();
        tasks(manifest).lines().forEach(terminal.out()::println);
        terminal.out().println();
        Table files = new Table("file", "size", "SHA-256");
        manifest.files().forEach(f -> files.row(f.name(), Figures.bytes(f.bytes()), f.sha256()));
        files.lines().forEach(terminal.out()::println);
    }

    private void names(String model, SnapshotVersion version) throws IOException {
        List<String> aliases = VersionNames.aliases(options.aliases(model).list(), version);
        List<Reference> references =
                options.references(model).list().stream()
                        .filter(r -> r.versions().contains(version.toString()))
                        .toList();
        if (!aliases.isEmpty() || !references.isEmpty()) {
            terminal.out().println();
        }
        if (!aliases.isEmpty()) {
            line("aliases", String.join(", ", aliases));
        }
        for (Reference kept : references) {
            line(
                    "kept by",
                    kept.name() + ", " + kept.by() + ", " + kept.at() + " " + kept.reason());
        }
    }

    private void line(String name, String value) {
        terminal.out().printf("%-11s %s%n", name, value);
    }

    private static Table tasks(Manifest manifest) {
        Table table =
                new Table(
                        "task",
                        "priority",
                        "labels",
                        "log-loss",
                        "AUC",
                        "calibration",
                        "violation",
                        "λ");
        for (TaskReport task : manifest.tasks()) {
            table.row(
                    Shown.name(task.name()),
                    Integer.toString(task.priority()),
                    Figures.count(task.labels()),
                    Figures.decimal(task.logLoss(), 5),
                    Figures.decimal(task.auc(), 4),
                    Figures.decimal(task.calibration(), 3),
                    Figures.percent(task.violation()),
                    Figures.decimal(task.multiplier(), 3));
        }
        return table;
    }
}
