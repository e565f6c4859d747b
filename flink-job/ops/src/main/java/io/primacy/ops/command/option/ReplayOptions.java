package io.primacy.ops.command.option;

import io.primacy.ops.replay.Replay;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast and how many events are produced. */
public final class ReplayOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private double rate = Double.POSITIVE_INFINITY;
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Produce at most N events per second (default: as fast as it goes).")
    private void rate(double value) {
        if (!(value > 0)) {
            throw new ParameterException(
                    command.commandLine(), "--rate is " + value + "; it must be above 0.");
        }
        rate = value;
    }

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Produce the first N events only (default: all).")
    private void limit(long value) {
        if (value < 1) {
            throw new ParameterException(
                    command.commandLine(), "--limit is " + value + "; it must be at least 1.");
        }
        limit = value;
    }

    /** The limits as the replay takes them. */
    public Replay.Limits limits() {
        return new Replay.Limits(rate, limit);
    }
}
