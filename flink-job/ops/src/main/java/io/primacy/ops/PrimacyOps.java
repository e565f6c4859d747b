package io.primacy.ops;

import io.primacy.ops.command.CommandLines;
import io.primacy.ops.command.CompletionCommand;
import io.primacy.ops.command.DashboardCommand;
import io.primacy.ops.command.PeekCommand;
import io.primacy.ops.command.ReplayCommand;
import io.primacy.ops.command.StatusCommand;
import io.primacy.ops.command.TopicsCommand;
import io.primacy.ops.command.job.GuardCommand;
import io.primacy.ops.command.job.RollbackCommand;
import io.primacy.ops.command.job.SubmitCommand;
import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.command.savepoint.SavepointCommand;
import io.primacy.ops.command.score.ScoreCommand;
import io.primacy.ops.command.snapshot.SnapshotCommand;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.ops.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The operators' commands alone, for where neither Flink nor ND4J is: the {@code ops} container.
 */
@Command(
        name = "primacy",
        header = "Primacy's commands for operators.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  primacy snapshot list --dir /var/lib/primacy/snapshots"})
public final class PrimacyOps implements Runnable {
    private static final String LOG_LEVEL = "org.apache.logging.log4j.level";

    /** Its options alone are read in half the time that all commands' take. */
    private static final String URGENT = "rollback";

    @Spec private CommandSpec command;
    @Mixin private CommonOptions common;

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(), "A command is missing; --help lists them.");
    }

    /** Adds the operators' commands where Flink is not at hand. */
    public static CommandLine addTo(CommandLine root, Terminal terminal, boolean debug) {
        return addTo(
                root,
                terminal,
                debug,
                SavepointContents.UNREAD,
                SavepointCommand.commandLine(terminal, SavepointContents.UNREAD));
    }

    /**
     * Adds the operators' commands.
     *
     * @param root takes them
     * @param contents reads savepoints, where Flink is at hand
     * @param savepoint the savepoint commands, which may do more then
     * @return {@code root}, set up
     */
    public static CommandLine addTo(
            CommandLine root,
            Terminal terminal,
            boolean debug,
            SavepointContents contents,
            CommandLine savepoint) {
        root.addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new TopicsCommand(terminal))
                .addSubcommand(new DashboardCommand(terminal, contents))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new PeekCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .addSubcommand(SnapshotCommand.commandLine(terminal))
                .addSubcommand(savepoint)
                .addSubcommand(new SubmitCommand(terminal))
                .addSubcommand(rollback(terminal))
                .addSubcommand(new GuardCommand(terminal, Clock.systemUTC()))
                .addSubcommand(new ScoreCommand(terminal));
        return setUp(root, terminal, debug);
    }

    /**
     * Adds the command that was asked for alone, where it is one that must not lose a moment; all
     * others take the whole command line.
     *
     * @param arguments of the process
     * @return {@code root}, set up; empty if it is for the whole command line
     */
    public static Optional<CommandLine> addUrgent(
            CommandLine root, Terminal terminal, boolean debug, String... arguments) {
        if (!isUrgent(arguments)) {
            return Optional.empty();
        }
        root.addSubcommand(rollback(terminal));
        return Optional.of(setUp(root, terminal, debug));
    }

    /** Whether these are the arguments of a command that must not lose a moment. */
    public static boolean isUrgent(String... arguments) {
        return arguments.length > 0 && arguments[0].equals(URGENT);
    }

    private static RollbackCommand rollback(Terminal terminal) {
        return new RollbackCommand(terminal, Clock.systemUTC(), UnaryOperator.identity());
    }

    private static CommandLine setUp(CommandLine root, Terminal terminal, boolean debug) {
        root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        return CommandLines.setUp(root, terminal.colour(), debug);
    }

    /** Ends the process with the command's exit code. */
    public static void main(String... arguments) {
        if (System.getProperty(LOG_LEVEL) == null) {
            // What Kafka's client logs would stand between the lines of the command.
            System.setProperty(LOG_LEVEL, "OFF");
        }
        boolean debug = !System.getenv().getOrDefault("PRIMACY_DEBUG", "").isEmpty();
        Terminal terminal = Terminal.system();
        CommandLine root = new CommandLine(new PrimacyOps());
        System.exit(
                addUrgent(root, terminal, debug, arguments)
                        .orElseGet(() -> addTo(root, terminal, debug))
                        .execute(arguments));
    }
}
