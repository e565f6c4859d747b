package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
            List<Alias> aliases = options.aliases(model).list();
            List<Reference> references = options.references(model).list();
            for (SnapshotVersion version : reader.versions(model)) {
                entries.add(
                        entry(
                                reader,
                                model,
                                version,
                                VersionNames.aliases(aliases, version),
                                VersionNames.references(references, version)));
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
            SnapshotReader reader,
            String model,
            SnapshotVersion version,
            List<String> aliases,
            List<String> keptBy)
            throws IOException {
        Manifest manifest = reader.manifest(model, version);
        return new Entry(
                manifest.model(),
                manifest.version(),
                aliases.contains(Aliases.LATEST),
                aliases,
                keptBy,
                manifest.kind(),
                manifest.learned(),
                manifest.checkpointId(),
                manifest.files().stream().mapToLong(Manifest.File::bytes).sum(),
                reader.path(model, version).toString());
    }

    private static Table table(List<Entry> entries) {
        Table table =
                new Table(
                        "model",
                        "version",
                        "",
                        "kind",
                        "learned",
                        "checkpoint",
                        "size",
                        "aliases",
                        "kept by");
        for (Entry entry : entries) {
            table.row(
                    Shown.name(entry.model()),
                    entry.version(),
                    entry.latest() ? "*" : " ",
                    entry.kind(),
                    Figures.count(entry.learned()),
                    Long.toString(entry.checkpointId()),
                    Figures.bytes(entry.bytes()),
                    String.join(", ", entry.aliases()),
                    String.join(", ", entry.keptBy()));
        }
        return table;
    }

    /**
     * A line of the list, as it is printed with {@code --json}.
     *
     * @param latest whether {@code LATEST} points to it
     * @param aliases all aliases that point to it
     * @param keptBy pins and other references that keep it
     * @param learned events learned up to it
     * @param bytes of all its files
     */
    record Entry(
            String model,
            String version,
            boolean latest,
            List<String> aliases,
            List<String> keptBy,
            String kind,
            long learned,
            long checkpointId,
            long bytes,
            String path) {}
}
