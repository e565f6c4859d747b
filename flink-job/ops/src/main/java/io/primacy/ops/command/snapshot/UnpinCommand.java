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

/** {@code snapshot unpin}: gives a version back to the retention. */
@Command(
        name = "unpin",
        header = "Give a pinned version back to the retention.",
        footer = {
            "",
            "Example:",
            "  primacy snapshot unpin 1-000042 --dir /var/lib/primacy/snapshots",
            "",
            "Exit code: 0 it is not pinned now."
        },
        sortOptions = false)
final class UnpinCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VERSION", description = "The version.")
    private String version;

    @Mixin private SnapshotOptions options;
    @Mixin private CommonOptions common;

    UnpinCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotReader reader = options.reader();
        String model = options.oneModel(reader);
        SnapshotVersion wanted = SnapshotVersion.parse(version);
        boolean was = options.references(model).unpin(wanted);
        if (options.json()) {
            JsonOutput.print(
                    terminal,
                    Map.of("model", model, "version", wanted.toString(), "pinned", false));
        } else {
            terminal.out()
                    .printf("%s: %s %s%n", model, wanted, was ? "is unpinned" : "was not pinned");
        }
        return ExitCode.OK;
    }
}
