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
 * events, each a full one that shares none with the one before. Whatever a rule found is forgotten
 * once it was told, and when the model begins a new epoch.
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
        if (watch == null || watch.isOther(report)) {
            models.put(report.model(), new Watch(report, at));
            return Optional.empty();
        }
        Optional<Alarm> alarm =
                watch.refused(report, at)
                        .or(() -> watch.skipped(report))
                        .or(() -> watch.violated(report, at));
        if (alarm.isPresent()) {
            models.remove(report.model());
        }
        return alarm;
    }

    /** One model, since its window began. */
    private final class Watch {
        private MetricsReport began;
        private Instant beganAt;
        private Instant accepted;
        private Instant held;
        private int violatedWindows;

        Watch(MetricsReport report, Instant at) {
            began = report;
            beganAt = at;
            accepted = at;
            held = at;
        }

        /** After a rollback it is a model of another epoch, or one that has learned less. */
        boolean isOther(MetricsReport report) {
            return report.epoch() != began.epoch() || report.learned() < began.learned();
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
            long batches = skipped + report.step() - began.step();
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
