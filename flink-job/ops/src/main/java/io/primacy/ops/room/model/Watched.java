package io.primacy.ops.room.model;

import io.primacy.ops.history.Resolution;
import io.primacy.ops.history.Track;
import io.primacy.ops.history.Window;
import io.primacy.schema.report.MetricsReport;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** One model: its last report, its history, what happened to it. Not thread-safe. */
public final class Watched {
    private static final int MAX_TASKS = 16;
    private static final int MAX_MARKS = 400;
    private static final long SPEED_MILLIS = 10_000;
    private static final long SKIPPING_MILLIS = 60_000;

    private final ModelId id;
    private final List<Resolution> resolutions;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Track speed = new Track(0, List.of(new Resolution(1000, 16)));
    private Track track;
    private MetricsReport report;
    private Verdict verdict;
    private long at = Long.MIN_VALUE;
    private long skippedAt = Long.MIN_VALUE;
    private int heard;

    /**
     * @param id which model
     * @param resolutions of its history
     */
    public Watched(ModelId id, List<Resolution> resolutions) {
        this.id = id;
        this.resolutions = resolutions;
    }

    /**
     * Takes a report.
     *
     * @param when its record's time, ms since 1970
     * @return whether it is the model's last
     */
    public boolean take(MetricsReport next, long when) {
        remember(next, when);
        if (when < at) {
            return false;
        }
        if (report != null && next.skippedBatches() > report.skippedBatches()) {
            skippedAt = when;
        }
        markReturn(next, when);
        markRefusal(next, when);
        report = next;
        at = when;
        verdict = Verdict.of(next, skippedAt > when - SKIPPING_MILLIS);
        return true;
    }

    private void markReturn(MetricsReport next, long when) {
        if (report == null) {
            return;
        }
        if (next.epoch() > report.epoch()) {
            mark(
                    new Mark(
                            Mark.Kind.ROLLBACK,
                            when,
                            "epoch " + next.epoch(),
                            "A new lineage began at batch " + next.step() + "."));
        } else if (next.step() < report.step()) {
            mark(
                    new Mark(
                            Mark.Kind.RESTORE,
                            when,
                            "batch " + next.step(),
                            "State of batch "
                                    + next.step()
                                    + " after batch "
                                    + report.step()
                                    + "."));
        }
    }

    /** The model's gate did not let a snapshot out. */
    private void markRefusal(MetricsReport next, long when) {
        int before = report == null ? 0 : report.refusals();
        if (next.refusals() > 0 && next.refusals() != before) {
            mark(
                    new Mark(
                            Mark.Kind.GATE,
                            when,
                            "refused",
                            Verdict.reasons(next)
                                    + (next.refusals() == 1
                                            ? ""
                                            : " It is the %d. in a row."
                                                    .formatted(next.refusals()))));
        }
    }

    private void remember(MetricsReport next, long when) {
        int tasks = Math.min(MAX_TASKS, next.tasks().size());
        int columns = tasks * Figure.values().length;
        if (track == null || track.columns() != columns) {
            track = new Track(columns, resolutions);
        }
        float[] figures = new float[columns];
        Arrays.fill(figures, Float.NaN);
        int column = 0;
        for (int t = 0; t < tasks; t++) {
            for (Figure figure : Figure.values()) {
                figures[column++] = figure.of(next.tasks().get(t));
            }
        }
        track.put(when, next.learned(), figures);
        speed.put(when, next.learned(), new float[0]);
    }

    /** Takes something that happened to it; of those, the last {@value #MAX_MARKS} are kept. */
    public void mark(Mark mark) {
        if (marks.size() == MAX_MARKS) {
            marks.removeFirst();
        }
        marks.addLast(mark);
        heard++;
    }

    /** Which model. */
    public ModelId id() {
        return id;
    }

    /** What it last said; {@code null}: nothing yet. */
    public MetricsReport report() {
        return report;
    }

    /** On that. */
    public Verdict verdict() {
        return verdict;
    }

    /** When it last said something, ms since 1970. */
    public long at() {
        return at;
    }

    /** What happened to it, in the order in which it was heard. */
    public List<Mark> marks() {
        return List.copyOf(marks);
    }

    /** How much has happened to it, what is no longer kept included. */
    public int heard() {
        return heard;
    }

    /** Its figures, one column per task and {@link Figure}. */
    public Window history(long from, long to) {
        return track.read(from, to);
    }

    /**
     * Events learned per second over the last ten seconds; 0 when it has said nothing for so long.
     */
    public double eventsPerSecond(long now) {
        Window last = speed.read(now - SPEED_MILLIS, now);
        int points = last.at().length;
        if (points < 2) {
            return 0;
        }
        long learned = last.count()[points - 1] - last.count()[0];
        long millis = last.at()[points - 1] - last.at()[0];
        return millis <= 0 ? 0 : Math.max(0, learned) * 1000.0 / millis;
    }
}
