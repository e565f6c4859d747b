package io.primacy.ops.command.snapshot;

import io.primacy.schema.snapshot.alias.Act;
import java.time.Clock;
import picocli.CommandLine.Option;

/** Why something is done, for the history. */
final class ReasonOption {
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--reason",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private String reason;

    /** Done now by the user of this process. */
    Act act() {
        return new Act(clock.instant(), System.getProperty("user.name", "unknown"), reason);
    }
}
