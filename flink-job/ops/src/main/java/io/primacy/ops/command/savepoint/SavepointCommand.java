package io.primacy.ops.command.savepoint;

import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code savepoint}: what can be gone back to. */
@Command(
        name = "savepoint",
        header = "Take, look at, verify and remove savepoints: what a rollback goes back to.",
        description = {
            "",
            "A savepoint is the whole job: weights, multipliers, half-filled batches, offsets. Beside "
                    + "each one stands its entry in the catalogue.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  primacy savepoint list --savepoints /var/lib/primacy/savepoints"
        })
public final class SavepointCommand implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private CommonOptions common;

    private SavepointCommand() {}

    /**
     * The command with its subcommands.
     *
     * @param contents reads what is in a savepoint
     */
    public static CommandLine commandLine(Terminal terminal, SavepointContents contents) {
        return new CommandLine(new SavepointCommand())
                .addSubcommand(new CreateCommand(terminal, contents))
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new ShowCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal, contents))
                .addSubcommand(new DeleteCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(),
                "A command is missing: create, list, show, verify or delete.");
    }
}
