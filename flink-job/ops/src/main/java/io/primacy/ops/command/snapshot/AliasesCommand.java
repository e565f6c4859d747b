package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Table;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.alias.Alias;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot aliases}: where aliases point, and where they pointed. */
@Command(
        name = "aliases",
        header = "Show where aliases point; with a NAME, the history of one.",
        footer = {
            "",
            "Examples:",
            "  primacy snapshot aliases --dir /var/lib/primacy/snapshots",
            "  primacy snapshot aliases latest --model default --dir /var/lib/primacy/snapshots",
            "  primacy snapshot aliases canary --remove --dir /var/lib/primacy/snapshots",
            "",
            "Exit code: 0 done, 2 no such alias."
        },
        sortOptions = false)
final class AliasesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "An alias (default: all).")
    private String alias;

    @Option(names = "--remove", description = "Remove the alias NAME; versions stay.")
    private boolean remove;

    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    AliasesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (alias != null) {
            SnapshotOptions.aliasName(alias);
        }
        SnapshotReader reader = options.reader();
        if (remove) {
            remove(reader);
        } else if (alias == null) {
            all(reader);
        } else {
            history(reader);
        }
        return ExitCode.OK;
    }

    private void all(SnapshotReader reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String model : options.models(reader)) {
            options.aliases(model).list().forEach(a -> entries.add(new Entry(model, a)));
        }
        if (options.json()) {
            JsonOutput.print(terminal, entries);
            return;
        }
        Table table = new Table("model", "alias", "version", "since", "by", "reason", "held until");
        for (Entry entry : entries) {
            List<Alias.Move> history = entry.alias().history();
            Alias.Move last =
                    history.isEmpty()
                            ? new Alias.Move("", "–", "–", "–")
                            : history.get(history.size() - 1);
            table.row(
                    entry.model(),
                    entry.alias().alias(),
                    entry.alias().version(),
                    last.at(),
                    last.by(),
                    last.reason(),
                    until(entry.alias().hold()));
        }
        table.lines().forEach(terminal.out()::println);
    }

    private void history(SnapshotReader reader) throws IOException {
        String model = options.oneModel(reader);
        Alias shown = options.aliases(model).alias(alias).orElseThrow(() -> none(model));
        if (options.json()) {
            JsonOutput.print(terminal, shown);
            return;
        }
        terminal.out().printf("%s of %s points to %s%n", alias, model, shown.version());
        if (shown.hold() != null) {
            terminal.out()
                    .printf("held until %s: %s%n", until(shown.hold()), shown.hold().reason());
        }
        terminal.out().println();
        Table table = new Table("version", "at", "by", "reason");
        shown.history().forEach(m -> table.row(m.version(), m.at(), m.by(), m.reason()));
        table.lines().forEach(terminal.out()::println);
    }

    private void remove(SnapshotReader reader) throws IOException {
        if (alias == null) {
            throw CommandException.usage("Name the alias to remove.");
        }
        String model = options.oneModel(reader);
        if (!options.aliases(model).remove(alias)) {
            throw none(model);
        }
        if (options.json()) {
            JsonOutput.print(terminal, List.of());
        } else {
            terminal.out().printf("%s: %s is removed%n", model, alias);
        }
    }

    private CommandException none(String model) {
        return CommandException.usage(
                "Model '" + model + "' has no alias '" + alias + "'; see snapshot aliases.");
    }

    private static String until(Alias.Hold hold) {
        if (hold == null) {
            return "–";
        }
        return hold.untilEpoch() == null ? "snapshot release" : "epoch " + hold.untilEpoch();
    }

    /**
     * An alias of a model, as it is printed with {@code --json}.
     *
     * @param model the model's directory name
     */
    record Entry(String model, Alias alias) {}
}
