package io.primacy.local.evaluate.report;

import static io.primacy.local.evaluate.report.page.Notation.decimal;
import static io.primacy.local.evaluate.report.page.Notation.escaped;
import static io.primacy.local.evaluate.report.page.Notation.percent;
import static io.primacy.local.evaluate.report.page.Notation.signedPercent;
import static io.primacy.local.evaluate.report.page.Notation.spread;

import io.primacy.local.evaluate.report.page.Notation;
import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.local.evaluate.result.Run;
import io.primacy.local.evaluate.result.Summary;
import io.primacy.local.evaluate.result.Summary.Spread;
import io.primacy.local.evaluate.result.TaskResult;
import java.util.List;

/** All figures as HTML tables: over the seeds, and of every run. */
final class ResultTable {
    /** More rows than anybody reads; the JSON output has them all. */
    static final int MAX_RUN_ROWS = 2_000;

    private static final List<String> FIGURES =
            List.of(
                    "loss",
                    "violation",
                    "windows over",
                    "norm. entropy",
                    "AUC",
                    "calibration",
                    "λ mean",
                    "λ last");

    private final Evaluation evaluation;
    private final Findings findings;

    ResultTable(Evaluation evaluation, Findings findings) {
        this.evaluation = evaluation;
        this.findings = findings;
    }

    /** A row per label and task: mean ± deviation over the seeds. */
    String overSeeds() {
        StringBuilder html = new StringBuilder();
        begin(
                html,
                "Mean ± standard deviation over %s, sortable"
                        .formatted(Notation.counted(findings.seeds().size(), "seed")));
        for (Summary s : evaluation.summaries()) {
            row(html, s.label(), s.task(), s.priority());
            cell(html, s.logLoss(), spread(s.logLoss(), 5), "");
            cell(
                    html,
                    s.violation(),
                    signedPercent(s.violation()),
                    over(s.task(), mean(s.violation())));
            cell(html, s.windowsOver(), percent(s.windowsOver()), "");
            cell(html, s.normalizedEntropy(), spread(s.normalizedEntropy(), 4), "");
            cell(html, s.auc(), spread(s.auc(), 4), "");
            cell(html, s.calibration(), spread(s.calibration(), 3), "");
            cell(html, s.meanMultiplier(), spread(s.meanMultiplier(), 2), "");
            cell(html, s.multiplier(), spread(s.multiplier(), 2), "");
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** A row per run and task. */
    String everyRun() {
        long rows = evaluation.runs().stream().mapToLong(run -> run.tasks().size()).sum();
        if (rows > MAX_RUN_ROWS) {
            return "<p>These are %,d rows; the file that --json writes has them.</p>"
                    .formatted(rows);
        }
        StringBuilder html = new StringBuilder();
        begin(html, "Every run, sortable", "seed");
        for (Run run : evaluation.runs()) {
            for (TaskResult t : run.tasks()) {
                row(html, run.label(), t.name(), t.priority());
                cell(html, (double) run.seed(), Long.toString(run.seed()), "");
                cell(html, t.logLoss(), decimal(t.logLoss(), 5), "");
                cell(
                        html,
                        t.violation(),
                        signedPercent(t.violation()),
                        over(t.name(), t.violation()));
                cell(html, t.windowsOver(), percent(t.windowsOver()), "");
                cell(html, t.normalizedEntropy(), decimal(t.normalizedEntropy(), 4), "");
                cell(html, t.auc(), decimal(t.auc(), 4), "");
                cell(html, t.calibration(), decimal(t.calibration(), 3), "");
                cell(html, t.meanMultiplier(), decimal(t.meanMultiplier(), 2), "");
                cell(html, t.multiplier(), decimal(t.multiplier(), 2), "");
                html.append("</tr>\n");
            }
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static void begin(StringBuilder html, String caption, String... seed) {
        html.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(caption)
                .append("\"><table class=\"sortable\"><caption>")
                .append(caption)
                .append("</caption><thead><tr>");
        List.of("run", "task", "priority").forEach(name -> header(html, name));
        List.of(seed).forEach(name -> header(html, name));
        FIGURES.forEach(name -> header(html, name));
        html.append("</tr></thead><tbody>\n");
    }

    private static void header(StringBuilder html, String name) {
        html.append("<th scope=\"col\">").append(name).append("</th>");
    }

    private void row(StringBuilder html, String label, String task, int priority) {
        html.append(label.equals(findings.judged()) ? "<tr class=\"judged\">" : "<tr>")
                .append("<th scope=\"row\"><span>")
                .append(escaped(label))
                .append("</span></th><td><span>")
                .append(escaped(task))
                .append("</span></td>");
        cell(html, (double) priority, Integer.toString(priority), "");
    }

    private static void cell(StringBuilder html, Spread sorted, String text, String style) {
        cell(html, mean(sorted), text, style);
    }

    private static void cell(StringBuilder html, Double sorted, String text, String style) {
        html.append("<td class=\"n").append(style).append('"');
        if (sorted != null && Double.isFinite(sorted)) {
            html.append(" data-sort=\"").append(sorted).append('"');
        }
        html.append('>').append(escaped(text)).append("</td>");
    }

    private static Double mean(Spread spread) {
        return spread == null ? null : spread.mean();
    }

    private String over(String task, Double violation) {
        return findings.constrained().contains(task)
                        && violation != null
                        && violation > Findings.LIMIT
                ? " over"
                : "";
    }
}
