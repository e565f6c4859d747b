package io.primacy.ops.command.snapshot;

import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapshot}: the commands about published models. */
@Command(
        name = "snapshot",
        header = "Look at published models, name and keep them.",
        description = {"", "Reads a snapshot directory; needs neither Kafka nor Flink.", ""},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  primacy snapshot list --dir /var/lib/primacy/snapshots"})
public final class SnapshotCommand implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private CommonOptions common;

    private SnapshotCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new SnapshotCommand())
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new ShowCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new PromoteCommand(terminal))
                .addSubcommand(new ReleaseCommand(terminal))
                .addSubcommand(new AliasesCommand(terminal))
                .addSubcommand(new PinCommand(terminal))
                .addSubcommand(new UnpinCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(), "A command is missing, such as list, show or verify.");
    }
}
