package io.primacy.local.evaluate.report;

import static io.primacy.local.evaluate.report.page.Notation.counted;
import static io.primacy.local.evaluate.report.page.Notation.escaped;
import static io.primacy.local.evaluate.report.page.Notation.listed;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.evaluate.report.page.Notation;
import io.primacy.local.evaluate.report.page.Page;
import io.primacy.local.evaluate.result.Evaluation;
import io.primacy.local.evaluate.result.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An evaluation as a page for people: whether the priority held, in words and plots, and every
 * figure behind that. The page is one file, opens without a server and loads nothing.
 */
public final class EvaluationReport {
    private final Evaluation evaluation;
    private final Findings findings;

    private EvaluationReport(Evaluation evaluation) {
        this.evaluation = evaluation;
        findings = new Findings(evaluation);
    }

    /**
     * Writes the page.
     *
     * @param evaluation what was found
     * @param directory where to; created if need be
     * @return the page, {@code index.html} in the directory; one that is there is replaced
     * @throws IOException if it cannot be written
     */
    public static Path write(Evaluation evaluation, Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(
                directory.resolve("index.html"), new EvaluationReport(evaluation).page());
    }

    private String page() throws IOException {
        List<TradeOff> tradeOffs = TradeOff.of(findings);
        List<StreamSeries> series = StreamSeries.of(findings);
        List<Verdict> verdicts = verdicts();
        ResultTable table = new ResultTable(evaluation, findings);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("events", evaluation.events());
        data.put("counted", findings.firstCounted());
        data.put("limit", 100 * Findings.LIMIT);
        data.put("judged", findings.judged());
        data.put("tradeOffs", tradeOffs);
        data.put("series", series);
        Map<String, String> parts =
                Map.of(
                        "learner", escaped(evaluation.learner()),
                        "headline", escaped(headline(verdicts)),
                        "verdicts", verdicts(verdicts),
                        "trade-offs", PlotFigures.tradeOffs(tradeOffs),
                        "streams", PlotFigures.streams(findings, series),
                        "table", table.overSeeds(),
                        "runs", table.everyRun(),
                        "made", made());
        return Page.of(parts, new ObjectMapper().writeValueAsString(data));
    }

    private List<Verdict> verdicts() {
        return findings.judged() == null
                ? List.of()
                : findings.constrained().stream().map(t -> Verdict.of(findings, t)).toList();
    }

    private String headline(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return findings.tasks().size() > 1
                    ? "No priority to judge: no task stands above another in these runs"
                    : "No priority to judge: there is one task only";
        }
        Map<Verdict.State, List<String>> tasks = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            tasks.computeIfAbsent(verdict.state(), s -> new ArrayList<>()).add(verdict.task());
        }
        return tasks.entrySet().stream()
                .map(
                        e ->
                                listed(e.getValue())
                                        + ' '
                                        + (e.getValue().size() > 1
                                                ? e.getKey().words.replaceFirst("^is ", "are ")
                                                : e.getKey().words))
                .collect(Collectors.joining("; "));
    }

    private String verdicts(List<Verdict> verdicts) {
        StringBuilder html = new StringBuilder();
        for (Verdict v : verdicts) {
            html.append("<li class=\"")
                    .append(v.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .append("\"><p class=\"claim\">")
                    .append(escaped(v.claim()))
                    .append("</p>");
            paragraph(html, v.details());
        }
        if (!verdicts.isEmpty()) {
            for (String task : findings.tasks()) {
                if (!findings.above(task).isEmpty()) {
                    LowerTask lower = new LowerTask(findings, task);
                    List<String> sentences = lower.sentences();
                    html.append(lower.beaten() ? "<li class=\"beaten\">" : "<li>")
                            .append("<p class=\"claim\">")
                            .append(escaped(sentences.get(0)))
                            .append("</p>");
                    paragraph(html, sentences.subList(1, sentences.size()));
                }
            }
        }
        return html.length() == 0 ? "" : "<ul class=\"verdicts\">" + html + "</ul>";
    }

    private static void paragraph(StringBuilder html, List<String> sentences) {
        if (!sentences.isEmpty()) {
            html.append("<p>").append(escaped(String.join(" ", sentences))).append("</p>");
        }
        html.append("</li>\n");
    }

    private String made() {
        List<Long> seeds = findings.seeds();
        List<String> labels = evaluation.runs().stream().map(Run::label).distinct().toList();
        long counting = evaluation.events() - findings.firstCounted();
        return term("learner", evaluation.learner())
                + term("file", evaluation.file())
                + term(
                        "events",
                        "%s, learned in file order, once; figures count over the last %s (from %s of the stream on)"
                                .formatted(
                                        counted(evaluation.events(), "event"),
                                        counted(counting, "event"),
                                        Notation.percent(evaluation.from())))
                + term(
                        "seeds",
                        counted(seeds.size(), "seed")
                                + ": "
                                + seeds.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")))
                + term(
                        "runs",
                        counted(evaluation.runs().size(), "run")
                                + ": "
                                + String.join(", ", labels));
    }

    private static String term(String name, String text) {
        return "<dt>" + name + "</dt><dd>" + escaped(text) + "</dd>\n";
    }
}
