package io.primacy.local.view;

import io.primacy.local.session.Progress;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.ProgressLine;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Shows a run while it lasts: speed, each task's figures, the last snapshot. */
public final class LiveView implements Consumer<Progress> {
    private static final int MAX_MODELS = 4;

    private final Terminal terminal;
    private final ProgressLine line;

    public LiveView(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.line = new ProgressLine(terminal, clock);
    }

    @Override
    public void accept(Progress progress) {
        line.update(() -> live(progress), () -> plain(progress));
    }

    /** Removes it from the terminal. */
    public void clear() {
        line.clear();
    }

    private List<String> live(Progress progress) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.bold(events(progress)));
        int shown = Math.min(MAX_MODELS, progress.reports().size());
        for (MetricsReport report : progress.reports().subList(0, shown)) {
            if (progress.reports().size() > 1) {
                lines.add(terminal.dim("model " + report.model()));
            }
            lines.addAll(TaskTable.lines(report.tasks()));
        }
        if (progress.reports().size() > shown) {
            lines.add(terminal.dim("and " + (progress.reports().size() - shown) + " more models"));
        }
        lines.add(terminal.dim("last snapshot: " + snapshot(progress)));
        return lines;
    }

    private static String plain(Progress progress) {
        StringBuilder text = new StringBuilder(events(progress));
        if (progress.reports().size() == 1) {
            for (TaskReport task : progress.reports().get(0).tasks()) {
                text.append("; ").append(task.name());
                text.append(" log-loss ").append(Figures.decimal(task.logLoss(), 4));
                text.append(" AUC ").append(Figures.decimal(task.auc(), 3));
                if (task.multiplier() != null) {
                    text.append(" violation ").append(Figures.percent(task.violation()));
                    text.append(" λ ").append(Figures.decimal(task.multiplier(), 2));
                }
            }
        } else {
            text.append("; ").append(progress.reports().size()).append(" models");
        }
        return text.append("; snapshot ").append(snapshot(progress)).toString();
    }

    private static String events(Progress progress) {
        return String.format(
                "%s of %s events learned, %s unusable, %s",
                Figures.count(progress.learned()),
                Figures.count(progress.produced()),
                Figures.count(progress.deadLettered()),
                Figures.perSecond(progress.eventsPerSecond()));
    }

    private static String snapshot(Progress progress) {
        return progress.lastSnapshot() == null
                ? "none yet"
                : progress.lastSnapshot().model() + " " + progress.lastSnapshot().version();
    }
}
