package io.primacy.schema.config;

import java.time.Duration;

/**
 * When a model goes back by itself. It makes no other model, so it is no part of {@link
 * LearnerConfig} and of its digest; see {@link ConfigReader#rollback}. A rule of 0 is off.
 *
 * @param violatedWindows windows of {@code metrics.window} events in a row in which a constraint is
 *     violated, ≥ 0
 * @param refusals snapshots in a row that the gate refuses, ≥ 0
 * @param skippedShare of the batches of a window, those that were skipped for values that are not
 *     finite, 0 to 1
 * @param coolDown wall-clock time after a rollback in which none follows by itself
 */
public record RollbackConfig(
        int violatedWindows, int refusals, double skippedShare, Duration coolDown) {

    /** Whether nothing happens by itself. */
    public boolean isOff() {
        return violatedWindows == 0 && refusals == 0 && skippedShare == 0;
    }

    static RollbackConfig read(Section s) {
        RollbackConfig config =
                new RollbackConfig(
                        s.integer("violated-windows", 0, 0, Integer.MAX_VALUE),
                        s.integer("refusals", 0, 0, Integer.MAX_VALUE),
                        s.number("skipped-share", 0, "from 0 (off) to 1", x -> x >= 0 && x <= 1),
                        s.duration("cool-down", Duration.ofHours(6), false));
        s.refuseUnknownKeys();
        return config;
    }
}
