package io.primacy.ops.command;

import io.primacy.ops.command.option.CommonOptions;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How errors look: one line that says what is wrong and the way out; a stack trace only with {@code
 * --verbose} or {@code PRIMACY_DEBUG}.
 */
final class ErrorLines implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final boolean debug;

    /**
     * @param debug whether the environment asks for stack traces
     */
    ErrorLines(boolean debug) {
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ParameterException usage) {
            return handleParseException(usage, null);
        }
        err.println(command.getColorScheme().errorText("error: ") + message(failure));
        if (debug || verbose(command)) {
            failure.printStackTrace(err);
        } else if (isUnexpected(failure)) {
            err.println("       --verbose shows where.");
        }
        err.flush();
        return ExitCode.of(failure);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("error: ") + failure.getMessage());
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                err.println("       Did you mean " + String.join(", ", suggestions) + "?");
            }
        }
        err.println("       See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Failures that no command foresaw: their message alone may not help. */
    private static boolean isUnexpected(Throwable failure) {
        return failure instanceof RuntimeException
                && !failure.getClass().getName().startsWith("io.primacy.");
    }

    private static boolean verbose(CommandLine command) {
        return command.getCommandSpec().mixins().values().stream()
                .anyMatch(m -> m.userObject() instanceof CommonOptions common && common.verbose());
    }
}
