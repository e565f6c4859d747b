package io.primacy.tests.rollback;

import io.primacy.ops.command.CommandLines;
import io.primacy.ops.command.job.RollbackCommand;
import io.primacy.ops.rollback.Journal;
import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.terminal.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** The rollback command, whose process ends, as if killed, right after the n-th journal write. */
public final class HaltingRollback {
    /** How a halted process ends; that of {@code kill -9}. */
    static final int KILLED = 137;

    static final String AFTER = "HALT_AFTER_WRITES";

    private HaltingRollback() {}

    /** Runs {@code rollback …}. */
    public static void main(String... arguments) {
        int writes = Integer.parseInt(System.getenv(AFTER));
        CommandLine command =
                new CommandLine(
                        new RollbackCommand(
                                Terminal.system(),
                                Clock.systemUTC(),
                                journal -> new Halting(journal, writes)));
        CommandLines.setUp(command, false, true);
        System.exit(command.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }

    private static final class Halting implements Journal {
        private final Journal journal;
        private int left;

        Halting(Journal journal, int writes) {
            this.journal = journal;
            this.left = writes;
        }

        @Override
        public void write(RollbackState state) throws IOException {
            journal.write(state);
            left--;
            if (left == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        }

        @Override
        public List<RollbackState> states() throws IOException {
            return journal.states();
        }

        @Override
        public void close() throws IOException {
            journal.close();
        }
    }
}
