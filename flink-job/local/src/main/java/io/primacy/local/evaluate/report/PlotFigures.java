package io.primacy.local.evaluate.report;

import static io.primacy.local.evaluate.report.page.Notation.escaped;

import java.util.List;
import java.util.stream.Collectors;

/** The places of the plots in the page, each with what it shows in words. */
final class PlotFigures {
    private PlotFigures() {}

    /** One figure with two panels per pair of tasks: the whole, and the part around the limit. */
    static String tradeOffs(List<TradeOff> tradeOffs) {
        if (tradeOffs.isEmpty()) {
            return "<p>No run has two tasks of different priority with labels, so there is nothing to trade.</p>";
        }
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < tradeOffs.size(); i++) {
            TradeOff pair = tradeOffs.get(i);
            String primary = escaped(pair.primary());
            String secondary = escaped(pair.secondary());
            String x =
                    pair.relative()
                            ? "loss of <b>%s</b> against its own learner, %%".formatted(primary)
                            : "loss of <b>%s</b> (it was not learned alone, so no side is shaded)"
                                    .formatted(primary);
            html.append(
                    """
                    <figure class="plot tradeoff">
                    <h3>%2$s before %3$s</h3>
                    <p class="axis">↑ loss of <b>%3$s</b>; lower is better</p>
                    <div class="panels">
                    <div class="panel"><p class="note">All runs</p><canvas id="tradeoff-%1$d" role="img" aria-label="Trade-off between %2$s and %3$s" aria-describedby="tradeoff-words-%1$d"></canvas></div>
                    <div class="panel zoom"><p class="note">Around the limit: the dashed frame, enlarged</p><canvas id="tradeoff-zoom-%1$d" role="img" aria-label="The same trade-off around the limit" aria-describedby="tradeoff-words-%1$d"></canvas></div>
                    </div>
                    <p class="axis x">→ %4$s</p>
                    <details><summary>These points in words</summary><p id="tradeoff-words-%1$d">%5$s</p></details>
                    </figure>
                    """
                            .formatted(i, primary, secondary, x, escaped(pair.summary())));
        }
        return html.toString();
    }

    /** One figure per task: losses, violation and, if it is constrained, its multiplier. */
    static String streams(Findings findings, List<StreamSeries> series) {
        List<String> tasks =
                series.stream().map(StreamSeries::task).distinct().collect(Collectors.toList());
        if (tasks.isEmpty()) {
            return "<p>No run has windows.</p>";
        }
        StringBuilder html = new StringBuilder();
        List<String> labels = series.stream().map(StreamSeries::label).distinct().toList();
        if (!findings.sharedLabels().isEmpty()) {
            html.append("<p class=\"choice\"><label for=\"run\">Run</label> <select id=\"run\">");
            for (String label : labels) {
                html.append(label.equals(findings.judged()) ? "<option selected>" : "<option>")
                        .append(escaped(label))
                        .append("</option>");
            }
            html.append("</select></p>");
        }
        for (int i = 0; i < tasks.size(); i++) {
            String task = escaped(tasks.get(i));
            html.append(
                    """
                    <figure class="plot stream" data-task="%2$s">
                    <h3>%2$s</h3>
                    <p class="words" id="stream-words-%1$d" aria-live="polite"></p>
                    <div class="part loss"><p class="axis">loss per window</p><div class="panel"><canvas role="img" aria-label="Loss of %2$s over the stream" aria-describedby="stream-words-%1$d"></canvas></div></div>
                    <div class="part violation"><p class="axis">against its own learner per window, %%</p><div class="panel"><canvas role="img" aria-label="Violation of %2$s over the stream" aria-describedby="stream-words-%1$d"></canvas></div></div>
                    <div class="part multiplier"><p class="axis">multiplier λ<span class="scale"></span></p><div class="panel"><canvas role="img" aria-label="Multiplier of %2$s over the stream" aria-describedby="stream-words-%1$d"></canvas></div></div>
                    <p class="axis x">→ events of the stream</p>
                    </figure>
                    """
                            .formatted(i, task));
        }
        return html.toString();
    }
}
