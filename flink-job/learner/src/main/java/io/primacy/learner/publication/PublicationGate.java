package io.primacy.learner.publication;

import io.primacy.learner.NamedTensor;
import io.primacy.learner.validation.TaskFigures;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.GateConfig;
import io.primacy.schema.config.LearnerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Judges a model before it is published: on progressive validation over its newest events, against
 * what the version published last was like. A pure function of these; what is not known is not held
 * against it.
 */
public final class PublicationGate {
    private final LearnerConfig config;

    public PublicationGate(LearnerConfig config) {
        this.config = config;
    }

    /** Newest events on which a model is judged. */
    public long window(String model) {
        return config.snapshot().gate().of(model).window();
    }

    /** Refusals in a row after which there is an alarm. */
    public int alarmAfter(String model) {
        return config.snapshot().gate().of(model).alarmAfter();
    }

    /**
     * What is to be remembered of a model once it is published: the norm of its network; then of
     * each task, in config order, loss and calibration over its newest events.
     */
    public double[] figures(List<NamedTensor> network, List<TaskFigures> tasks) {
        double[] figures = new double[1 + 2 * tasks.size()];
        figures[0] = norm(network);
        for (int t = 0; t < tasks.size(); t++) {
            figures[1 + 2 * t] = tasks.get(t).loss();
            figures[2 + 2 * t] = tasks.get(t).calibration();
        }
        return figures;
    }

    private static double norm(List<NamedTensor> network) {
        double squares = 0;
        for (NamedTensor tensor : network) {
            for (float weight : tensor.values()) {
                squares += (double) weight * weight;
            }
        }
        return Math.sqrt(squares);
    }

    /**
     * Why a model must not be published; nothing if it may.
     *
     * @param model model key
     * @param learned events it has learned
     * @param now its {@link #figures}
     * @param tasks its tasks' figures over its newest events
     * @param last the figures of the version published last; empty: there is none
     */
    public List<String> judge(
            String model, long learned, double[] now, List<TaskFigures> tasks, double[] last) {
        GateConfig gate = config.snapshot().gate().of(model);
        List<String> reasons = new ArrayList<>();
        if (!Double.isFinite(now[0])) {
            reasons.add("the network has weights that are not finite");
        }
        if (learned < gate.minEvents()) {
            reasons.add("%d events learned, min-events is %d".formatted(learned, gate.minEvents()));
        }
        judgeConstraints(gate, config.constraint().of(model), tasks, reasons);
        if (last.length == now.length) {
            judgeNorm(gate, now[0], last[0], reasons);
            for (int t = 0; t < tasks.size(); t++) {
                judgeTask(gate, t, now, last, reasons);
            }
        }
        return reasons;
    }

    private void judgeConstraints(
            GateConfig gate,
            ConstraintConfig constraint,
            List<TaskFigures> tasks,
            List<String> reasons) {
        int lowest = config.levels().length - 1;
        for (int t = 0; t < tasks.size(); t++) {
            TaskFigures figures = tasks.get(t);
            double violation = figures.violation();
            double allowed = constraint.allowedViolation(figures.reference()) + gate.constraint();
            if (config.levelOf(config.tasks().get(t)) < lowest && violation > allowed) {
                reasons.add(
                        say(
                                "%s is at %+.2f %% of its reference, allowed are %+.2f %%",
                                config.tasks().get(t).name(), 100 * violation, 100 * allowed));
            }
        }
    }

    private static void judgeNorm(GateConfig gate, double now, double last, List<String> reasons) {
        double factor = Math.max(now / last, last / now);
        if (last > 0 && factor > gate.weightNorm()) {
            reasons.add(
                    say(
                            "the network's norm is %.4g, at the last version it was %.4g; weight-norm"
                                    + " is %.4g",
                            now, last, gate.weightNorm()));
        }
    }

    private void judgeTask(
            GateConfig gate, int t, double[] now, double[] last, List<String> reasons) {
        String task = config.tasks().get(t).name();
        double loss = now[1 + 2 * t];
        double lastLoss = last[1 + 2 * t];
        if (loss > lastLoss * (1 + gate.logLoss())) {
            reasons.add(
                    say(
                            "%s has log-loss %.5f, at the last version it was %.5f; log-loss allows"
                                    + " %+.1f %%",
                            task, loss, lastLoss, 100 * gate.logLoss()));
        }
        double off = Math.abs(now[2 + 2 * t] - 1);
        double lastOff = Math.abs(last[2 + 2 * t] - 1);
        if (off > lastOff + gate.calibration()) {
            reasons.add(
                    say(
                            "%s has calibration %.3f, at the last version it was %.3f; calibration"
                                    + " allows %.3f more",
                            task, now[2 + 2 * t], last[2 + 2 * t], gate.calibration()));
        }
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
