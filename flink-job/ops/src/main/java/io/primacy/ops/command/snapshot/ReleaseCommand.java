package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.alias.Aliases;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapshot release}: ends a hold. */
@Command(
        name = "release",
        header = "End the hold of an alias; the job moves it again with its next version.",
        footer = {
            "",
            "Example:",
            "  primacy snapshot release --alias latest --dir /var/lib/primacy/snapshots",
            "",
            "Exit code: 0 it is not held now."
        },
        sortOptions = false)
final class ReleaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--alias",
            defaultValue = Aliases.LATEST,
            paramLabel = "NAME",
            description = "The alias (default: ${DEFAULT-VALUE}).")
    private String alias;

    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    ReleaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotOptions.aliasName(alias);
        SnapshotReader reader = options.reader();
        String model = options.oneModel(reader);
        boolean released = options.aliases(model).release(alias);
        if (options.json()) {
            JsonOutput.print(
                    terminal, Map.of("model", model, "alias", alias, "released", released));
        } else {
            terminal.out()
                    .printf("%s: %s %s%n", model, alias, released ? "released" : "was not held");
        }
        return ExitCode.OK;
    }
}
