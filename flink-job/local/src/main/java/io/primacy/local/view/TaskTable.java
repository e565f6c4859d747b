package io.primacy.local.view;

import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Table;
import io.primacy.schema.report.TaskReport;
import java.util.List;

/** The tasks' figures as a table. */
final class TaskTable {
    private TaskTable() {}

    static List<String> lines(List<TaskReport> tasks) {
        Table table =
                new Table(
                        "task",
                        "priority",
                        "log-loss",
                        "AUC",
                        "norm. entropy",
                        "calibration",
                        "reference",
                        "violation",
                        "λ");
        for (TaskReport task : tasks) {
            table.row(
                    task.name(),
                    Integer.toString(task.priority()),
                    Figures.decimal(task.logLoss(), 5),
                    Figures.decimal(task.auc(), 4),
                    Figures.decimal(task.normalizedEntropy(), 4),
                    Figures.decimal(task.calibration(), 3),
                    Figures.decimal(task.reference(), 5),
                    Figures.percent(task.violation()),
                    Figures.decimal(task.multiplier(), 3));
        }
        return table.lines();
    }
}
