package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snapshot list}: what was published. */
@Command(
        name = "list",
        header = "List published versions; * marks the one that is served.",
        footer = {
            "",
            "Example:",
            "  primacy snapshot list --dir /var/lib/primacy/snapshots --model default --json"
        },
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotReader reader = options.reader();
        List<Entry> entries = new ArrayList<>();
        for (String model : options.models(reader)) {
            Optional<SnapshotVersion> latest = reader.latest(model);
            for (SnapshotVersion version : reader.versions(model)) {
                entries.add(
                        entry(reader, model, version, latest.filter(version::equals).isPresent()));
            }
        }
        if (options.json()) {
            JsonOutput.print(terminal, entries);
        } else {
            table(entries).lines().forEach(terminal.out()::println);
        }
        return ExitCode.OK;
    }

    private static Entry entry(
            SnapshotReader reader, String model, SnapshotVersion version, boolean latest)
            throws IOException {
        Manifest manifest = reader.manifest(model, version);
        return new Entry(
                manifest.model(),
                manifest.version(),
                latest,
                manifest.kind(),
                manifest.learned(),
                manifest.checkpointId(),
                manifest.files().stream().mapToLong(Manifest.File::bytes).sum(),
                reader.path(model, version).toString());
    }

    private static Table table(List<Entry> entries) {
        Table table = new Table("model", "version", "", "kind", "learned", "checkpoint", "size");
        for (Entry entry : entries) {
            table.row(
                    entry.model(),
                    entry.version(),
                    entry.latest() ? "*" : " ",
                    entry.kind(),
                    Figures.count(entry.learned()),
                    Long.toString(entry.checkpointId()),
                    Figures.bytes(entry.bytes()));
        }
        return table;
    }

    /**
     * A line of the list, as it is printed with {@code --json}.
     *
     * @param latest whether {@code LATEST} points to it
     * @param learned events learned up to it
     * @param bytes of all its files
     */
    record Entry(
            String model,
            String version,
            boolean latest,
            String kind,
            long learned,
            long checkpointId,
            long bytes,
            String path) {}
}
