package io.primacy.ops.command.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import io.primacy.schema.snapshot.alias.Reference;
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
        description = {
            "",
            "One whose manifest cannot be read is listed as broken; with --json it has the key broken, which "
                    + "says why, and neither kind nor figures.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  primacy snapshot list --dir /var/lib/primacy/snapshots --model default --json"
        },
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private static final int REASON = 300;

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
                entry(
                                reader,
                                model,
                                version,
                                VersionNames.aliases(aliases, version),
                                VersionNames.references(references, version))
                        .ifPresent(entries::add);
            }
        }
        if (options.json()) {
            JsonOutput.print(terminal, entries);
        } else {
            table(entries).lines().forEach(terminal.out()::println);
            entries.stream()
                    .filter(entry -> entry.broken() != null)
                    .forEach(entry -> terminal.err().println(Shown.text(entry.broken(), REASON)));
        }
        return ExitCode.OK;
    }

    /** Empty if it was removed meanwhile, as retention does. */
    private static Optional<Entry> entry(
            SnapshotReader reader,
            String model,
            SnapshotVersion version,
            List<String> aliases,
            List<String> keptBy)
            throws IOException {
        boolean latest = aliases.contains(Aliases.LATEST);
        String path = reader.path(model, version).toString();
        try {
            Manifest manifest = reader.manifest(model, version);
            return Optional.of(
                    new Entry(
                            manifest.model(),
                            manifest.version(),
                            latest,
                            aliases,
                            keptBy,
                            manifest.kind(),
                            manifest.learned(),
                            manifest.checkpointId(),
                            manifest.files().stream().mapToLong(Manifest.File::bytes).sum(),
                            path,
                            null));
        } catch (SnapshotException | IOException e) {
            if (!reader.versions(model).contains(version)) {
                return Optional.empty();
            }
            String reason = e instanceof SnapshotException ? e.getMessage() : path + ": " + e;
            return Optional.of(
                    new Entry(
                            model,
                            version.toString(),
                            latest,
                            aliases,
                            keptBy,
                            null,
                            null,
                            null,
                            null,
                            path,
                            reason));
        }
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
                    entry.kind() == null ? "broken" : entry.kind(),
                    entry.learned() == null ? "–" : Figures.count(entry.learned()),
                    entry.checkpointId() == null ? "–" : entry.checkpointId().toString(),
                    entry.bytes() == null ? "–" : Figures.bytes(entry.bytes()),
                    String.join(", ", entry.aliases()),
                    String.join(", ", entry.keptBy()));
        }
        return table;
    }

    /**
     * A line of the list, as it is printed with {@code --json}. Of one whose manifest cannot be
     * read there are no kind and no figures.
     *
     * @param model the model key; its directory's name where the manifest cannot be read
     * @param latest whether {@code LATEST} points to it
     * @param aliases all aliases that point to it
     * @param keptBy pins and other references that keep it
     * @param learned events learned up to it
     * @param bytes of all its files
     * @param broken why the manifest cannot be read; not printed of one that can be
     */
    record Entry(
            String model,
            String version,
            boolean latest,
            List<String> aliases,
            List<String> keptBy,
            String kind,
            Long learned,
            Long checkpointId,
            Long bytes,
            String path,
            @JsonInclude(JsonInclude.Include.NON_NULL) String broken) {}
}
