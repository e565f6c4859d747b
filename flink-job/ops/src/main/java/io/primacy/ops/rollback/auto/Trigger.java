package io.primacy.ops.rollback.auto;

import io.primacy.ops.room.model.Standing;
import io.primacy.ops.room.model.Verdict;
import io.primacy.schema.config.RollbackConfig;
import io.primacy.schema.report.MetricsReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a learner's reports against the rules of its config. Windows are counted in the model's own
 * events, each a full one that shares none with the one before. What a rule found is told with
 * every report for which it holds, since the same moment, until the model {@link #wentBack} or a
 * report says so: by an epoch in which less has been learned.
 */
public final class Trigger {
    /** Batches before which their skipped share says little. */
    private static final long ENOUGH_BATCHES = 10;

    private final RollbackConfig rules;
    private final Map<String, Watch> models = new HashMap<>();

    public Trigger(RollbackConfig rules) {
        this.rules = rules;
    }

    /**
     * Takes a model's next report.
     *
     * @param at when it was written
     * @return what a rule says now, if one does
     */
    public Optional<Alarm> take(MetricsReport report, Instant at) {
        Watch watch = models.get(report.model());
        if (watch == null || watch.wentBackBefore(report)) {
            models.put(report.model(), new Watch(report, at));
            return Optional.empty();
        }
        watch.follow(report);
        return watch.refused(report, at)
                .or(() -> watch.skipped(report))
                .or(() -> watch.violated(report, at));
    }

    /** Says that a model was taken back: what was found of it is forgotten. */
    public void wentBack(String model) {
        models.remove(model);
    }

    /** One model, since its window began. */
    private final class Watch {
        private MetricsReport began;
        private MetricsReport last;
        private Instant beganAt;
        private Instant accepted;
        private Instant held;
        private int violatedWindows;

        Watch(MetricsReport report, Instant at) {
            began = report;
            last = report;
            beganAt = at;
            accepted = at;
            held = at;
        }

        /** Each job begins an epoch, but only one that was taken back has learned less. */
        boolean wentBackBefore(MetricsReport report) {
            return report.epoch() != last.epoch() && report.learned() < last.learned();
        }

        /** A job that was restarted counts from its checkpoint; its troubles are older. */
        void follow(MetricsReport report) {
            last = report;
            if (report.learned() < began.learned()
                    || report.step() < began.step()
                    || report.skippedBatches() < began.skippedBatches()) {
                began = report;
            }
        }

        Optional<Alarm> refused(MetricsReport report, Instant at) {
            if (report.refusals() == 0) {
                accepted = at;
            }
            if (rules.refusals() == 0 || report.refusals() < rules.refusals()) {
                return Optional.empty();
            }
            return alarm(
                    "%d snapshots were refused in a row: %s"
                            .formatted(report.refusals(), String.join("; ", report.refusedFor())),
                    accepted);
        }

        Optional<Alarm> skipped(MetricsReport report) {
            long skipped = report.skippedBatches() - began.skippedBatches();
            // A skipped batch is a step, too.
            long batches = report.step() - began.step();
            if (rules.skippedShare() == 0
                    || batches < ENOUGH_BATCHES
                    || skipped <= rules.skippedShare() * batches) {
                return Optional.empty();
            }
            return alarm(
                    "%d of %d batches were skipped because they were not finite"
                            .formatted(skipped, batches),
                    beganAt);
        }

        Optional<Alarm> violated(MetricsReport report, Instant at) {
            long events = report.learned() - began.learned();
            if (events == 0 || events < report.windowEvents()) {
                return Optional.empty();
            }
            began = report;
            beganAt = at;
            Verdict verdict = Verdict.of(report, false);
            if (verdict.standing() != Standing.VIOLATED) {
                held = at;
                violatedWindows = 0;
                return Optional.empty();
            }
            violatedWindows++;
            if (rules.violatedWindows() == 0 || violatedWindows < rules.violatedWindows()) {
                return Optional.empty();
            }
            return alarm(
                    "for %d windows in a row: %s".formatted(violatedWindows, verdict.headline()),
                    held);
        }

        private Optional<Alarm> alarm(String reason, Instant since) {
            return Optional.of(new Alarm(began.model(), reason, since));
        }
    }
}
