package io.primacy.local.evaluate;

import io.primacy.local.evaluate.result.TaskResult;
import io.primacy.local.evaluate.result.Window;
import io.primacy.schema.config.TaskConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One task's predictions over one pass, and the figures they come to. */
final class TaskScore {
    private final TaskConfig task;
    private final Windows windows;
    private float[] predictions;
    private float[] labels;
    private float[] weights;
    private final double[] lossSums;
    private final double[] lossWeights;
    private final double[] multipliers;
    private double multiplierSum;
    private long multiplierBatches;
    private double lastMultiplier = Double.NaN;
    private double baseRate;
    private double calibration;
    private double auc;

    TaskScore(TaskConfig task, Windows windows) {
        this.task = task;
        this.windows = windows;
        predictions = new float[windows.events()];
        labels = new float[windows.events()];
        weights = new float[windows.events()];
        Arrays.fill(labels, Float.NaN);
        lossSums = new double[windows.count()];
        lossWeights = new double[windows.count()];
        multipliers = new double[windows.count()];
        Arrays.fill(multipliers, Double.NaN);
    }

    TaskConfig task() {
        return task;
    }

    /** The event at this place of the stream was predicted. */
    void predicted(int event, float prediction, float label, float weight, double loss) {
        predictions[event] = prediction;
        labels[event] = label;
        weights[event] = weight;
        int window = windows.of(event);
        lossSums[window] += weight * loss;
        lossWeights[window] += weight;
    }

    /** λ after the batch that ended with this event. */
    void multiplier(int event, double multiplier) {
        if (!Double.isNaN(multiplier)) {
            multipliers[windows.of(event)] = multiplier;
            lastMultiplier = multiplier;
            if (event >= windows.first()) {
                multiplierSum += multiplier;
                multiplierBatches++;
            }
        }
    }

    /** Mean loss over the evaluated part; NaN without labels. */
    double loss() {
        double sum = 0;
        double weight = 0;
        for (int w = windows.firstWindow(); w < windows.count(); w++) {
            sum += lossSums[w];
            weight += lossWeights[w];
        }
        return sum / weight;
    }

    /** The pass is over: the figures that need single predictions are taken, those are let go. */
    void finish() {
        double predicted = 0;
        double labelled = 0;
        double weight = 0;
        for (int i = windows.first(); i < windows.events(); i++) {
            if (!Float.isNaN(labels[i])) {
                predicted += (double) weights[i] * predictions[i];
                labelled += (double) weights[i] * labels[i];
                weight += weights[i];
            }
        }
        baseRate = labelled / weight;
        calibration = predicted / labelled;
        auc = AreaUnderCurve.of(predictions, labels, weights, windows.first());
        predictions = null;
        labels = null;
        weights = null;
    }

    /**
     * The figures; only after {@link #finish}.
     *
     * @param priority the task's in the evaluated config
     * @param alone the task's run alone with the same seed; {@code null} if this is it
     */
    TaskResult result(int priority, TaskScore alone) {
        boolean logistic = task.loss() == TaskConfig.Loss.LOGISTIC;
        return new TaskResult(
                task.name(),
                priority,
                orNull(loss()),
                logistic ? orNull(loss() / entropy(baseRate)) : null,
                logistic ? orNull(auc) : null,
                orNull(calibration),
                alone == null ? null : orNull((loss() - alone.loss()) / alone.loss()),
                alone == null ? null : windowsOver(alone),
                orNull(lastMultiplier),
                orNull(multiplierSum / multiplierBatches),
                windows(alone));
    }

    /**
     * Share of the windows in which this run is more than {@link TaskResult#WINDOW_LIMIT} above the
     * other; {@code null} if no window can be compared.
     */
    Double windowsOver(TaskScore alone) {
        int counted = 0;
        int over = 0;
        for (int w = windows.firstWindow(); w < windows.count(); w++) {
            double violation = windowLoss(w) / alone.windowLoss(w) - 1;
            if (windows.counts(w) && Double.isFinite(violation)) {
                counted++;
                over += violation > TaskResult.WINDOW_LIMIT ? 1 : 0;
            }
        }
        return counted == 0 ? null : (double) over / counted;
    }

    private double windowLoss(int window) {
        return lossSums[window] / lossWeights[window];
    }

    private List<Window> windows(TaskScore alone) {
        List<Window> all = new ArrayList<>();
        for (int w = 0; w < windows.count(); w++) {
            all.add(
                    new Window(
                            windows.end(w),
                            orNull(windowLoss(w)),
                            alone == null ? null : orNull(alone.windowLoss(w)),
                            orNull(multipliers[w])));
        }
        return all;
    }

    private static double entropy(double rate) {
        return -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
    }

    private static Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
