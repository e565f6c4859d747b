package io.primacy.ops.command.option;

import picocli.CommandLine.Option;

/** Options of every command. */
public final class CommonOptions {
    @Option(
            names = "--verbose",
            description = "Show stack traces of errors (also: PRIMACY_DEBUG=1 in the environment).")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    /** Whether stack traces are wanted. */
    public boolean verbose() {
        return verbose;
    }
}
