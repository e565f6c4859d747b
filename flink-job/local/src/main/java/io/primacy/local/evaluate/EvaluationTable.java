package io.primacy.local.evaluate;

import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.Summary.Spread;
import io.primacy.ops.terminal.Table;
import java.util.List;
import java.util.Locale;

/** An evaluation as lines of text: a row per kind of run and task. */
final class EvaluationTable {
    private static final String ABSENT = "–";

    private final Evaluation evaluation;

    EvaluationTable(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<String> lines() {
        Table table =
                new Table(
                        "run",
                        "task",
                        "loss",
                        "against alone",
                        "windows over 0.5 %",
                        "entropy",
                        "auc",
                        "calibration",
                        "λ (mean)");
        String label = "";
        for (Summary s : evaluation.summaries()) {
            table.row(
                    s.label().equals(label) ? "" : s.label(),
                    s.task(),
                    figure(s.logLoss(), 1, 5, ""),
                    signed(s.violation()),
                    windowsOver(s),
                    figure(s.normalizedEntropy(), 1, 4, ""),
                    figure(s.auc(), 1, 4, ""),
                    figure(s.calibration(), 1, 3, ""),
                    figure(s.meanMultiplier(), 1, 2, ""));
            label = s.label();
        }
        return table.lines();
    }

    /** What a run alone has there is what its seed alone does to it. */
    private String windowsOver(Summary s) {
        if (s.windowsOver() != null) {
            return figure(s.windowsOver(), 100, 0, " %");
        }
        Double chance = evaluation.windowsOverByChance(s.task());
        return chance == null || !s.kind().equals("single")
                ? ABSENT
                : String.format(Locale.ROOT, "by seed %.0f %%", 100 * chance);
    }

    private static String signed(Spread spread) {
        return spread == null
                ? ABSENT
                : (spread.mean() >= 0 ? "+" : "−") + figure(abs(spread), 100, 2, " %");
    }

    private static Spread abs(Spread spread) {
        return new Spread(Math.abs(spread.mean()), spread.deviation());
    }

    private static String figure(Spread spread, double factor, int decimals, String unit) {
        if (spread == null) {
            return ABSENT;
        }
        String number = "%." + decimals + "f";
        String mean = String.format(Locale.ROOT, number, factor * spread.mean());
        return mean + unit + deviation(spread, factor, number);
    }

    private static String deviation(Spread spread, double factor, String number) {
        return spread.deviation() == 0
                ? ""
                : " ± " + String.format(Locale.ROOT, number, factor * spread.deviation());
    }
}
