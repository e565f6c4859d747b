package io.primacy.ops.command;

/** Ends a command; the message is all that the user sees. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** It was tried and failed. */
    public static CommandException failed(String message, Throwable cause) {
        return new CommandException(ExitCode.FAILED, message, cause);
    }

    /** The command line asks for something that does not exist or does not fit. */
    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message, null);
    }

    /** A rule forbids it. */
    public static CommandException refused(String message, Throwable cause) {
        return new CommandException(ExitCode.REFUSED, message, cause);
    }

    /** Something that must answer does not. */
    public static CommandException unreachable(String message, Throwable cause) {
        return new CommandException(ExitCode.UNREACHABLE, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
