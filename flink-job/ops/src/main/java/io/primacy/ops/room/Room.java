package io.primacy.ops.room;

import io.primacy.ops.history.Resolution;
import io.primacy.ops.history.Window;
import io.primacy.ops.room.model.Mark;
import io.primacy.ops.room.model.ModelId;
import io.primacy.ops.room.model.ModelView;
import io.primacy.ops.room.model.Watched;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known, in bounded memory. Sources write into it, viewers read out of it;
 * thread-safe.
 */
public final class Room {
    private final InstantSource clock;
    private final int maxModels;
    private final int fineModels;
    private final Map<String, Watched> models = new LinkedHashMap<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final DeadLetterLog deadLetters = new DeadLetterLog();
    private List<Job> jobs = List.of();
    private long forgotten;
    private long version;

    /**
     * @param clock tells when something was heard
     * @param maxModels how many are remembered, ≥ 1; beyond, the one that was silent longest goes
     * @param fineModels how many of them by the second; the others are remembered coarsely
     */
    public Room(InstantSource clock, int maxModels, int fineModels) {
        this.clock = clock;
        this.maxModels = maxModels;
        this.fineModels = fineModels;
    }

    /**
     * Takes a report that was written at {@code at}, ms since 1970; reports may come in any order.
     */
    public synchronized void report(MetricsReport report, long at) {
        watched(new ModelId(report.learner(), report.model())).take(report, at);
        version++;
    }

    /** Takes a publication that was announced at {@code at}, ms since 1970. */
    public synchronized void announce(SnapshotAnnouncement announcement, long at) {
        ModelId id = new ModelId(announcement.learner(), announcement.model());
        watched(id)
                .mark(
                        new Mark(
                                Mark.Kind.SNAPSHOT,
                                at,
                                announcement.version(),
                                "Published with checkpoint "
                                        + announcement.checkpointId()
                                        + ", after "
                                        + announcement.learned()
                                        + " events"
                                        + (announcement.aliases().isEmpty()
                                                ? "; served by nobody, since its alias is held."
                                                : "; served as "
                                                        + String.join(", ", announcement.aliases())
                                                        + ".")));
        version++;
    }

    /** Takes something that happened to all models of a learner. */
    public synchronized void mark(String learner, Mark mark) {
        for (Watched watched : models.values()) {
            if (watched.id().learner().equals(learner) && !watched.marks().contains(mark)) {
                watched.mark(mark);
                version++;
            }
        }
    }

    /** Takes a dead letter; the same event may come more than once. */
    public synchronized void deadLetter(Letter letter) {
        if (deadLetters.take(letter)) {
            version++;
        }
    }

    /** Says whether a source answers, and what of it. */
    public synchronized void source(String name, boolean answers, String detail) {
        Source before = sources.get(name);
        if (before != null && before.answers() == answers && before.detail().equals(detail)) {
            return;
        }
        long since =
                before != null && before.answers() == answers ? before.since() : clock.millis();
        sources.put(name, new Source(name, answers, since, detail));
        version++;
    }

    /** Says which jobs there are. */
    public synchronized void jobs(List<Job> now) {
        if (!jobs.equals(now)) {
            jobs = List.copyOf(now);
            version++;
        }
    }

    private Watched watched(ModelId id) {
        String code = id.code();
        Watched known = models.get(code);
        if (known != null) {
            return known;
        }
        if (models.size() >= maxModels) {
            models.values().stream()
                    .min(Comparator.comparingLong(Watched::at))
                    .ifPresent(silent -> models.remove(silent.id().code()));
            forgotten++;
        }
        Watched added =
                new Watched(id, models.size() < fineModels ? Resolution.FINE : Resolution.COARSE);
        models.put(code, added);
        return added;
    }

    /** Grows with everything that changes. */
    public synchronized long version() {
        return version;
    }

    /** How many models had to be forgotten. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** Every model that has reported, as it is now. */
    public synchronized List<ModelView> models() {
        long now = clock.millis();
        List<ModelView> views = new ArrayList<>(models.size());
        for (Map.Entry<String, Watched> entry : models.entrySet()) {
            if (entry.getValue().report() != null) {
                views.add(view(entry.getKey(), entry.getValue(), now));
            }
        }
        return views;
    }

    private static ModelView view(String code, Watched watched, long now) {
        return new ModelView(
                code,
                watched.id(),
                watched.at(),
                watched.verdict(),
                watched.report(),
                watched.eventsPerSecond(now),
                watched.heard());
    }

    /** One model by the code of its id. */
    public synchronized Optional<ModelView> model(String code) {
        return Optional.ofNullable(models.get(code))
                .filter(w -> w.report() != null)
                .map(w -> view(code, w, clock.millis()));
    }

    /** What happened to a model, in the order in which it was heard; empty for an unknown one. */
    public synchronized List<Mark> marks(String code) {
        Watched watched = models.get(code);
        return watched == null ? List.of() : watched.marks();
    }

    /** A model's figures, one column per task and {@link Figure}; empty for an unknown one. */
    public synchronized Optional<Window> history(String code, long from, long to) {
        return Optional.ofNullable(models.get(code))
                .filter(w -> w.report() != null)
                .map(w -> w.history(from, to));
    }

    /** What is heard from. */
    public synchronized List<Source> sources() {
        return List.copyOf(sources.values());
    }

    /** The jobs that Flink last told of. */
    public synchronized List<Job> jobs() {
        return jobs;
    }

    /** Dead letters by reason; events that came twice count once. */
    public synchronized Map<DeadLetter.Reason, Long> deadLetters() {
        return deadLetters.counts();
    }

    /** Dead letters of the last minute. */
    public synchronized long deadLettersLastMinute() {
        return deadLetters.lastMinute(clock.millis());
    }

    /**
     * The last dead letters, newest first.
     *
     * @param reason only these; {@code null}: all
     * @param most how many
     */
    public synchronized List<Letter> lastDeadLetters(DeadLetter.Reason reason, int most) {
        return deadLetters.last(reason, most);
    }

    /** The present, ms since 1970. */
    public long now() {
        return clock.millis();
    }
}
