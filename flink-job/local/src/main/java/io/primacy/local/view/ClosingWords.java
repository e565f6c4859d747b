package io.primacy.local.view;

import io.primacy.ops.room.model.Verdict;
import io.primacy.ops.terminal.Figures;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.RunSummary;
import io.primacy.schema.report.TaskReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run's summary in words. */
public final class ClosingWords {
    private final LearnerConfig config;
    private final String snapshots;
    private final Map<DeadLetter.Reason, Long> deadLetters;

    /**
     * @param snapshots the snapshot directory
     * @param deadLetters by reason
     */
    public ClosingWords(
            LearnerConfig config, String snapshots, Map<DeadLetter.Reason, Long> deadLetters) {
        this.config = config;
        this.snapshots = snapshots;
        this.deadLetters = deadLetters;
    }

    /**
     * The words, a line each.
     *
     * @param took the whole run
     * @param next what else there is to say, a line each
     */
    public List<String> lines(RunSummary summary, Duration took, List<String> next) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(learned(summary, took));
        if (summary.events().deadLettered() > 0) {
            lines.add(dead(summary.events()));
        }
        long left = left(summary.events());
        if (left > 0) {
            lines.add(
                    Figures.count(left)
                            + " events were not learned; the next run with the same --data goes on there.");
        }
        if (!summary.tasks().isEmpty()) {
            lines.add("");
            lines.add(
                    "Each event was predicted before it was learned; the figures cover the last "
                            + Figures.count(summary.windowEvents())
                            + (summary.model() == null ? "" : " of model '" + summary.model() + "'")
                            + ":");
            lines.add("");
            lines.addAll(TaskTable.lines(summary.tasks()));
            lines.add("");
            lines.addAll(priorities(summary.tasks()));
        }
        lines.add(published(summary));
        if (!next.isEmpty()) {
            lines.add("");
            lines.addAll(next);
        }
        return lines;
    }

    private String learned(RunSummary summary, Duration took) {
        return String.format(
                "Learner '%s' learned %s of %s events in %s (%s while it learned; %s checkpoints).",
                config.name(),
                Figures.count(summary.events().learned()),
                Figures.count(summary.events().produced()),
                Figures.duration(took),
                Figures.perSecond(summary.eventsPerSecond()),
                Figures.count(summary.checkpoints()));
    }

    private String dead(RunSummary.Events events) {
        String reasons =
                deadLetters.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
        return String.format(
                "%s events were unusable and lie in topic '%s': %s.",
                Figures.count(events.deadLettered()), config.events().deadLetterTopic(), reasons);
    }

    private static long left(RunSummary.Events events) {
        return events.produced() - events.learned() - events.deadLettered();
    }

    private static List<String> priorities(List<TaskReport> tasks) {
        List<String> lines = new ArrayList<>();
        for (TaskReport task : tasks) {
            if (task.violation() == null) {
                continue;
            }
            boolean held = task.violation() <= Verdict.HELD;
            lines.add(
                    String.format(
                            "%s: '%s' is at %s of what it reaches alone (limit %s).",
                            held ? "The priority held" : "The priority did NOT hold",
                            task.name(),
                            Figures.percent(task.violation()),
                            Figures.percent(Verdict.HELD)));
        }
        return lines;
    }

    private String published(RunSummary summary) {
        if (summary.snapshots().isEmpty()) {
            return "No snapshot was published; " + snapshots + " is unchanged.";
        }
        RunSummary.Snapshot last = summary.snapshots().get(summary.snapshots().size() - 1);
        return String.format(
                "%d snapshots were published, the last is %s of model '%s': %s",
                summary.snapshots().size(), last.version(), last.model(), snapshots);
    }
}
