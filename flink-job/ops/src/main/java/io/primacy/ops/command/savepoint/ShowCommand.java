package io.primacy.ops.command.savepoint;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.JsonOutput;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.option.SavepointsOption;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.KafkaProperties;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code savepoint show}: one entry of the catalogue. */
@Command(
        name = "show",
        header = "Show what the catalogue knows of a savepoint.",
        footer = {"", "Example:", "  primacy savepoint show 3f2a9c-0d71c2f4a6b8"},
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    private static final int DIGEST_DIGITS = 12;

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Its id; see savepoint list.")
    private String id;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private SavepointsOption savepoints;
    @Mixin private CommonOptions common;

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SavepointEntry entry = SavepointsOption.entry(savepoints.existing(), id);
        if (json) {
            JsonOutput.print(terminal, entry);
            return ExitCode.OK;
        }
        line("id", entry.id());
        line("time", entry.time());
        line("note", entry.note());
        line("job", entry.jobId() + ", checkpoint " + entry.checkpointId());
        line("config", entry.configDigest());
        line(
                "arguments",
                entry.arguments().stream()
                        .map(KafkaProperties::masked)
                        .collect(Collectors.joining(" ")));
        line("size", Figures.bytes(entry.bytes()) + " in " + entry.files().size() + " files");
        if (entry.contents() == null) {
            line("contents", "not read yet; savepoint verify --deep reads them");
        } else {
            contents(entry.contents());
        }
        return ExitCode.OK;
    }

    private void contents(SavepointEntry.Contents contents) {
        line("epoch", Integer.toString(contents.epoch()));
        line("offsets", Entries.offsets(contents));
        line("skipped", Figures.count(contents.skipped()));
        line("event time", "up to " + Entries.eventTime(contents));
        terminal.out().println();
        Table table = new Table("model", "step", "learned", "pending", "version", "digest");
        for (SavepointEntry.Model model : contents.models()) {
            table.row(
                    Shown.name(model.key()),
                    Figures.count(model.step()),
                    Figures.count(model.learned()),
                    Figures.count(model.pending()),
                    model.version() == null ? "–" : model.version(),
                    model.digest().substring(0, DIGEST_DIGITS));
        }
        table.lines().forEach(terminal.out()::println);
    }

    private void line(String name, String value) {
        terminal.out().printf("%-11s %s%n", name, value);
    }
}
