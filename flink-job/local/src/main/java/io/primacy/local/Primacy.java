package io.primacy.local;

import io.primacy.local.command.DemoCommand;
import io.primacy.local.command.RunCommand;
import io.primacy.local.evaluate.EvaluateCommand;
import io.primacy.local.savepoint.InspectCommand;
import io.primacy.local.savepoint.StateProcessorContents;
import io.primacy.ops.PrimacyOps;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.savepoint.SavepointCommand;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code primacy COMMAND …}. */
@Command(
        name = "primacy",
        version = "primacy 0.1.0",
        header = "Online multi-task learning with a priority between its tasks.",
        description = {
            "",
            "Learns a ranking model from a Kafka topic without pause. A lower-priority task is "
                    + "improved as far as it costs the higher-priority ones nothing.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  primacy demo",
            "",
            "primacy COMMAND --help explains a command. Exit codes, the same everywhere: 0 ok, "
                    + "1 failed, 2 usage or config, 3 unreachable, 4 refused."
        })
public final class Primacy implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private CommonOptions common;

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(), "A command is missing; primacy demo is a good start.");
    }

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine(Terminal terminal, Path home, boolean debug) {
        CommandLine root =
                new CommandLine(new Primacy())
                        .addSubcommand(new DemoCommand(terminal, home))
                        .addSubcommand(new RunCommand(terminal))
                        .addSubcommand(new EvaluateCommand(terminal));
        SavepointContents contents = new StateProcessorContents();
        CommandLine savepoint =
                SavepointCommand.commandLine(terminal, contents)
                        .addSubcommand(new InspectCommand(terminal));
        return PrimacyOps.addTo(root, terminal, debug, contents, savepoint);
    }

    /** Ends the process with the command's exit code. */
    public static void main(String... arguments) {
        if (PrimacyOps.isUrgent(arguments)) {
            LogFile.never();
        } else {
            LogFile.none();
        }
        Path home = Path.of(System.getProperty("primacy.home", "."));
        String debug = System.getenv().getOrDefault("PRIMACY_DEBUG", "");
        Terminal terminal = Terminal.system();
        boolean traces = !debug.isEmpty();
        System.exit(
                PrimacyOps.addUrgent(new CommandLine(new Primacy()), terminal, traces, arguments)
                        .orElseGet(() -> commandLine(terminal, home, traces))
                        .execute(arguments));
    }
}
