package io.primacy.ops.command;

import io.primacy.ops.flink.FlinkUnreachableException;
import io.primacy.ops.kafka.BrokerUnreachableException;
import io.primacy.schema.config.ConfigException;

/** What a command's exit code says; the same for all commands. */
public final class ExitCode {
    public static final int OK = 0;

    /** It was tried and failed. */
    public static final int FAILED = 1;

    /** The command line or a configuration is wrong; nothing was tried. */
    public static final int USAGE = 2;

    /** A broker or cluster does not answer. */
    public static final int UNREACHABLE = 3;

    /** It was not done because a rule forbids it. */
    public static final int REFUSED = 4;

    private ExitCode() {}

    /** The code of a command that ended with this exception. */
    static int of(Throwable failure) {
        if (failure instanceof CommandException command) {
            return command.exitCode();
        }
        if (failure instanceof ConfigException) {
            return USAGE;
        }
        if (failure instanceof BrokerUnreachableException
                || failure instanceof FlinkUnreachableException) {
            return UNREACHABLE;
        }
        return FAILED;
    }
}
