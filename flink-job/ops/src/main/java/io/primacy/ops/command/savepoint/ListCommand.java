package io.primacy.ops.command.savepoint;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.JsonOutput;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code savepoint list}: the catalogue. */
@Command(
        name = "list",
        header = "List the savepoints of the catalogue, newest first.",
        footer = {
            "",
            "Example:",
            "  primacy savepoint list --savepoints /var/lib/primacy/savepoints"
        },
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<SavepointEntry> entries = savepoints.existing().list();
        if (json) {
            JsonOutput.print(terminal, entries);
            return ExitCode.OK;
        }
        Table table = new Table("id", "time", "origin", "learned", "offsets", "size", "note");
        for (SavepointEntry entry : entries) {
            SavepointEntry.Contents contents = entry.contents();
            table.row(
                    entry.id(),
                    entry.time().replaceFirst("\\.\\d+Z$", "Z"),
                    entry.origin().name().toLowerCase(Locale.ROOT),
                    contents == null
                            ? "–"
                            : Figures.count(
                                    contents.models().stream()
                                            .mapToLong(SavepointEntry.Model::learned)
                                            .sum()),
                    contents == null ? "–" : Entries.offsets(contents),
                    Figures.bytes(entry.bytes()),
                    entry.note());
        }
        table.lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }
}
