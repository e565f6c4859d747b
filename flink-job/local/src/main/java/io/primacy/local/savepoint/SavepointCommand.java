package io.primacy.local.savepoint;

import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code savepoint}: the commands that look into the job's state. */
@Command(
        name = "savepoint",
        header = "Look into savepoints.",
        description = {"", "Reads what a job has left behind; nothing need run.", ""},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  primacy savepoint inspect /var/lib/primacy/savepoints/savepoint-1"
        })
public final class SavepointCommand implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private CommonOptions common;

    private SavepointCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new SavepointCommand()).addSubcommand(new InspectCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "A command is missing: inspect.");
    }
}
