package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.ExitCode;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snapshot pin}: keeps a version whatever the retention says. */
@Command(
        name = "pin",
        header = "Keep a version, and what it needs, whatever the retention says.",
        footer = {
            "",
            "Example:",
            "  primacy snapshot pin 1-000042 --reason 'the launch' --dir /var/lib/primacy/snapshots",
            "",
            "Exit code: 0 it is pinned, 2 no such version."
        },
        sortOptions = false)
final class PinCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VERSION", description = "The version, or an alias that points to it.")
    private String version;

    @Mixin private ReasonOption reason;
    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    PinCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotReader reader = options.reader();
        String model = options.oneModel(reader);
        SnapshotVersion wanted = options.version(reader, model, version);
        options.references(model).pin(wanted, reason.act());
        if (options.json()) {
            JsonOutput.print(
                    terminal, Map.of("model", model, "version", wanted.toString(), "pinned", true));
        } else {
            terminal.out().printf("%s: %s is pinned%n", model, wanted);
        }
        return ExitCode.OK;
    }
}
