package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.CommandException;
import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Alias;
import io.primacy.schema.snapshot.alias.Aliases;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot promote}: points an alias to a version that is whole. */
@Command(
        name = "promote",
        header = "Point an alias to a version, after checking that its files are whole.",
        footer = {
            "",
            "Examples:",
            "  primacy snapshot promote 1-000042 --alias stable --dir /var/lib/primacy/snapshots",
            "  primacy snapshot promote latest --alias stable --reason 'good since noon' --dir DIR",
            "  primacy snapshot promote 1-000040 --alias latest --hold --reason 'bad labels' --dir DIR",
            "",
            "Exit code: 0 done, 2 no such version, 4 refused because the version is broken."
        },
        sortOptions = false)
final class PromoteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VERSION", description = "The version, or an alias that points to it.")
    private String version;

    @Option(
            names = "--alias",
            required = true,
            paramLabel = "NAME",
            description = "The alias: latest, stable, or a name of your own.")
    private String alias;

    @Option(
            names = "--hold",
            description =
                    "Hold it there: the job publishes on, but does not move the alias until"
                            + " snapshot release.")
    private boolean hold;

    @Mixin private ReasonOption reason;
    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    PromoteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotOptions.aliasName(alias);
        SnapshotReader reader = options.reader();
        String model = options.oneModel(reader);
        SnapshotVersion wanted = options.version(reader, model, version);
        List<String> defects = reader.verify(model, wanted);
        if (!defects.isEmpty()) {
            throw CommandException.refused(
                    "Version "
                            + wanted
                            + " is broken and "
                            + alias
                            + " stays where it is:\n  "
                            + String.join("\n  ", defects),
                    null);
        }
        Aliases aliases = options.aliases(model);
        if (hold) {
            aliases.hold(alias, wanted, null, reason.act());
        } else {
            aliases.move(alias, wanted, reason.act());
        }
        Alias moved = aliases.alias(alias).orElseThrow();
        if (options.json()) {
            JsonOutput.print(terminal, moved);
        } else {
            terminal.out()
                    .printf("%s: %s now points to %s%s%n", model, alias, wanted, explain(moved));
        }
        return ExitCode.OK;
    }

    private static String explain(Alias alias) {
        if (alias.hold() != null) {
            Integer epoch = alias.hold().untilEpoch();
            return " and is held until "
                    + (epoch == null ? "snapshot release" : "a version of epoch " + epoch);
        }
        return alias.alias().equals(Aliases.LATEST)
                ? "; a running job moves it on with its next version (--hold prevents that)"
                : "";
    }
}
