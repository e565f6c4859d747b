package io.primacy.ops.room.model;

import io.primacy.schema.report.TaskReport;
import java.util.function.Function;

/** A task's figures that are remembered over time, in the order of a track's columns. */
public enum Figure {
    LOSS("logLoss", TaskReport::logLoss),
    REFERENCE("reference", TaskReport::reference),
    MULTIPLIER("multiplier", TaskReport::multiplier),
    CAP("cap", Figure::cap),
    AUC("auc", TaskReport::auc),
    ENTROPY("normalizedEntropy", TaskReport::normalizedEntropy),
    CALIBRATION("calibration", TaskReport::calibration);

    private final String label;
    private final Function<TaskReport, Double> of;

    Figure(String label, Function<TaskReport, Double> of) {
        this.label = label;
        this.of = of;
    }

    /** Its name on the wire. */
    public String label() {
        return label;
    }

    /** The figure; NaN where there is none. */
    float of(TaskReport task) {
        Double value = of.apply(task);
        return value == null ? Float.NaN : value.floatValue();
    }

    /** λ at which the multiplier would sit at its bound, with the gradients as they are now. */
    private static Double cap(TaskReport task) {
        if (task.maximum() == null || task.multiplier() == null) {
            return null;
        }
        if (task.ratio() == null) {
            return task.maximum();
        }
        return task.ratio() == 0 ? null : task.multiplier() / task.ratio() * task.maximum();
    }
}
