package io.primacy.ops.command.job;

import picocli.CommandLine.Option;

/** What a rollback is to do; exactly one of these. */
final class RollbackAim {
    @Option(names = "--to", paramLabel = "ID", description = "To this savepoint.")
    String to;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "To the newest savepoint that was taken before this time.")
    String before;

    @Option(names = "--resume", description = "Go on with the one that was interrupted.")
    boolean resume;

    @Option(names = "--undo", description = "Bring back what was before the latest one.")
    boolean undo;
}
