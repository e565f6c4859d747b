package io.primacy.ops.action;

import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.rollback.Journal;
import io.primacy.ops.rollback.Rollback;
import io.primacy.ops.rollback.RollbackState;
import io.primacy.ops.rollback.StateWords;
import io.primacy.ops.rollback.plan.OffsetsChoice;
import io.primacy.ops.rollback.plan.PlanText;
import io.primacy.ops.rollback.plan.RollbackPlan;
import io.primacy.ops.rollback.site.JournalFiles;
import io.primacy.ops.rollback.site.LearnerSite;
import io.primacy.ops.savepoint.SavepointTaker;
import io.primacy.ops.savepoint.SnapshotPlace;
import io.primacy.schema.savepoint.SavepointEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Savepoints and rollbacks of one learner, as {@code savepoint create} and {@code rollback} do
 * them: a plan is shown first, and what was shown is what is done. Thread-safe.
 */
public final class SavepointDesk {
    private static final String NO_CONFIG =
            "Savepoints and rollbacks need the learner's config: start the dashboard with --config FILE.";
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LEARNS_AGAIN = Duration.ofMinutes(2);
    private static final int SHOWN = 50;

    private final WorkingLearner learner;
    private final String why;
    private final LearnerSite site;
    private final Clock clock;
    private final Errands errands;
    private final ShownPlans plans;

    private SavepointDesk(WorkingLearner learner, String why, Clock clock) {
        this.learner = learner;
        this.why = why;
        this.clock = clock;
        this.errands = new Errands(clock);
        this.plans = new ShownPlans(clock);
        this.site =
                learner == null
                        ? null
                        : new LearnerSite(
                                learner.config(), learner.catalogue(), learner.flink(), clock);
    }

    /**
     * A desk at which nothing can be done.
     *
     * @param why in words, with the way out
     */
    public static SavepointDesk closed(String why) {
        return new SavepointDesk(null, why, Clock.systemUTC());
    }

    /** A desk of no learner. */
    public static SavepointDesk closed() {
        return closed(NO_CONFIG);
    }

    /**
     * A learner's desk.
     *
     * @throws IllegalArgumentException if the learner publishes where this process cannot
     */
    public static SavepointDesk of(WorkingLearner learner, Clock clock) {
        return new SavepointDesk(learner, null, clock);
    }

    /**
     * What there is of a learner.
     *
     * @param name the learner's
     * @param model whose figures are shown
     */
    public Shelf shelf(String name, String model) throws IOException {
        Optional<String> closed = closedTo(name);
        if (closed.isPresent()) {
            return new Shelf(closed.get(), List.of(), null, null);
        }
        List<Shelf.Kept> kept =
                learner.catalogue().list().stream()
                        .filter(entry -> entry.learner().equals(name))
                        .limit(SHOWN)
                        .map(entry -> Shelf.Kept.of(entry, model))
                        .toList();
        return new Shelf(
                null,
                kept,
                JournalFiles.statesOf(learner.catalogue()).stream()
                        .filter(state -> state.plan().learner().equals(name))
                        .findFirst()
                        .map(Shelf.LastRollback::of)
                        .orElse(null),
                errands.last().orElse(null));
    }

    private Optional<String> closedTo(String name) {
        if (learner == null) {
            return Optional.of(why);
        }
        return learner.config().name().equals(name)
                ? Optional.empty()
                : Optional.of(
                        "The dashboard was started with the config of learner '%s'; savepoints and rollbacks of '%s' need its own."
                                .formatted(learner.config().name(), name));
    }

    private void requireOpen(String name) {
        closedTo(name)
                .ifPresent(
                        reason -> {
                            throw new RefusedException(reason);
                        });
    }

    /**
     * Begins to take a savepoint; the job goes on meanwhile.
     *
     * @param note what to remember it by
     * @throws RefusedException while something else is under way
     */
    public void take(String name, String note) {
        requireOpen(name);
        SavepointTaker taker =
                new SavepointTaker(
                        learner.flink(),
                        learner.catalogue(),
                        learner.contents(),
                        SnapshotPlace.of(learner.config()),
                        clock);
        errands.begin(
                "The savepoint",
                told -> {
                    JobOverview job = job();
                    told.accept("Job " + job.id() + " writes it.");
                    SavepointEntry entry =
                            taker.take(job, SavepointEntry.Origin.MANUAL, note, PATIENCE);
                    told.accept(
                            "Savepoint "
                                    + entry.id()
                                    + (entry.contents() == null
                                            ? "; a rollback to it needs savepoint verify --deep first."
                                            : " is in the catalogue."));
                });
    }

    /**
     * Makes a plan, and touches nothing.
     *
     * @param savepoint id of what to go back to
     * @param offsets where to read on, as {@code rollback --offsets} takes it
     * @throws RefusedException if it would go wrong; says why and what to do instead
     */
    public Plan plan(String name, String savepoint, String offsets) throws IOException {
        requireOpen(name);
        if (!Files.isRegularFile(learner.jar())) {
            throw new RefusedException(
                    "The job's jar '%s' does not exist; start the dashboard with --jar FILE."
                            .formatted(learner.jar()));
        }
        LearnerSite.requireNoneOpen(
                JournalFiles.statesOf(learner.catalogue()).stream()
                        .filter(state -> state.plan().learner().equals(name) && !state.isEnd())
                        .findFirst());
        SavepointEntry target =
                learner.catalogue()
                        .find(savepoint)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "There is no savepoint '" + savepoint + "'."));
        RollbackPlan plan =
                site.plan(
                        target,
                        job(),
                        learner.jar(),
                        () -> BrokerConnection.open(learner.servers(), learner.kafka(), ANSWER),
                        choice(offsets));
        return new Plan(plans.shown(plan), PlanText.lines(plan, target));
    }

    private OffsetsChoice choice(String offsets) {
        try {
            return OffsetsChoice.parse(offsets, clock.instant().atZone(ZoneId.systemDefault()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage() + ".");
        }
    }

    private JobOverview job() {
        String name = learner.config().name();
        List<JobOverview> jobs =
                learner.flink().jobs().stream().filter(job -> job.runs(name)).toList();
        if (jobs.size() != 1) {
            throw new RefusedException(
                    jobs.isEmpty()
                            ? "No job of learner '%s' runs; submit it first.".formatted(name)
                            : "%d jobs of learner '%s' run, where one may: cancel those that should not."
                                    .formatted(jobs.size(), name));
        }
        return jobs.get(0);
    }

    /**
     * Begins what a plan says, and nothing else.
     *
     * @param key of the plan that was shown
     * @throws RefusedException if the plan is too old, or something else is under way
     */
    public void rollBack(String name, String key) {
        requireOpen(name);
        RollbackPlan plan = plans.get(key);
        errand(
                "Rollback " + plan.id(),
                (journal, rollback) -> {
                    LearnerSite.requireNoneOpen(journal.open(name));
                    return rollback.begin(plan);
                });
    }

    /** Begins to go on with the learner's rollback that is not at its end. */
    public void resume(String name) {
        requireOpen(name);
        errand(
                "The rollback's resumption",
                (journal, rollback) -> {
                    RollbackState latest = latest(journal, name);
                    if (latest.isEnd()) {
                        throw new RefusedException(
                                "Rollback %s is at its end; there is nothing to go on with."
                                        .formatted(latest.plan().id()));
                    }
                    return rollback.resume(latest);
                });
    }

    /** Begins to bring back what was before the learner's latest rollback. */
    public void undo(String name) {
        requireOpen(name);
        errand(
                "The rollback's undoing",
                (journal, rollback) -> rollback.undo(latest(journal, name)));
    }

    private static RollbackState latest(Journal journal, String name) throws IOException {
        return journal.latest(name)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        "There was no rollback of learner '%s'.".formatted(name)));
    }

    private interface Act {
        RollbackState on(Journal journal, Rollback rollback) throws IOException;
    }

    private void errand(String what, Act act) {
        errands.begin(
                what,
                told -> {
                    try (Journal journal = JournalFiles.open(learner.catalogue(), clock)) {
                        Rollback rollback =
                                site.rollback(
                                        journal,
                                        LEARNS_AGAIN,
                                        state -> told.accept(state.name() + StateWords.of(state)));
                        if (act.on(journal, rollback) instanceof RollbackState.Failed failed) {
                            throw new RefusedException(StateWords.failure(failed));
                        }
                    }
                });
    }

    /**
     * A plan that was shown.
     *
     * @param key by which it is done
     * @param lines it in words
     */
    public record Plan(String key, List<String> lines) {
        public Plan {
            lines = List.copyOf(lines);
        }
    }
}
