package io.primacy.local.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.evaluate.result.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationReportTest {
    private static final Pattern ELEMENT =
            Pattern.compile("(?s)<(script|style)([^>]*)>(.*?)</\\1>");
    private static final Pattern POLICY =
            Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");

    @TempDir private Path directory;

    @Test
    void thePageIsOneFileInADirectoryThatIsCreated() throws IOException {
        Path page = EvaluationReport.write(typical("like", "click"), directory.resolve("a/b"));

        assertThat(page).isEqualTo(directory.resolve("a/b/index.html")).isNotEmptyFile();
        try (var files = Files.list(page.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void nothingIsLoadedFromOutside() throws IOException {
        String page = page(typical("like", "click"));
        String markup = ELEMENT.matcher(page).replaceAll("");

        assertThat(markup).doesNotContainPattern("https?:|[\"'(=\\s]//");
        assertThat(attributes(markup, "src")).isEmpty();
        assertThat(attributes(markup, "href")).allMatch(value -> value.equals("data:,"));
        assertThat(page).doesNotContain("sourceMappingURL", "@import", "url(", "{{");
    }

    @Test
    void thePolicyAllowsTheInlinedPartsByTheirHashesAndNothingElse() throws Exception {
        String page = page(typical("like", "click"));
        List<String> scripts = new ArrayList<>();
        List<String> styles = new ArrayList<>();
        for (MatchResult element : ELEMENT.matcher(page).results().toList()) {
            if (!element.group(2).contains("application/json")) {
                (element.group(1).equals("script") ? scripts : styles)
                        .add("'sha256-" + hash(element.group(3)) + "'");
            }
        }

        MatchResult policy = POLICY.matcher(page).results().findFirst().orElseThrow();
        assertThat(policy.group(1).split("; "))
                .containsExactly(
                        "default-src 'none'",
                        "script-src " + String.join(" ", scripts),
                        "style-src " + String.join(" ", styles),
                        "img-src data:",
                        "base-uri 'none'",
                        "form-action 'none'");
        assertThat(scripts).hasSize(2);
        assertThat(page.indexOf("Content-Security-Policy")).isLessThan(page.indexOf("<style"));
    }

    @Test
    void thePolicyWouldBlockNoAttribute() throws IOException {
        String markup = ELEMENT.matcher(page(typical("like", "click"))).replaceAll("");

        assertThat(markup).doesNotContainPattern("<[^>]*\\s(style|on[a-z]+)=");
    }

    @Test
    void aNameCannotLeaveItsPlace() throws IOException {
        String name = "</script><b>\"x' & $1 {{data}}";

        String page = page(typical(name, "click"));

        assertThat(page).doesNotContain("</script><b>", "<b>\"x");
        assertThat(page).contains("&lt;/script&gt;&lt;b&gt;&quot;x&#39; &amp; $1 {{data}} is held");
        assertThat(dataText(page)).doesNotContain("<", ">", "&");
        assertThat(data(page).at("/tradeOffs/0/primary").asText()).isEqualTo(name);
    }

    @Test
    void theHeadlineSaysWhatIsHeldAndWhatIsNot() throws IOException {
        assertThat(headline(typical("like", "click"))).isEqualTo("like is held");
        assertThat(
                        headline(
                                new TestingEvaluation(3, "like", "long_view", "click")
                                        .shared("nmt", "nmt shadow", 0, 0.02, 0)
                                        .singles()
                                        .build()))
                .isEqualTo("like is held; long_view is NOT held");
        assertThat(
                        headline(
                                new TestingEvaluation(3, "like", "long_view", "click")
                                        .shared("nmt", "nmt shadow", 0, 0, 0)
                                        .singles()
                                        .build()))
                .isEqualTo("like and long_view are held");
        assertThat(
                        headline(
                                new TestingEvaluation(1, "like", "click")
                                        .unreferenced("nmt shadow", 0, 0)
                                        .build()))
                .isEqualTo("like cannot be judged");
        assertThat(headline(new TestingEvaluation(1, "like").singles().build()))
                .isEqualTo("No priority to judge: there is one task only");
        assertThat(
                        headline(
                                new TestingEvaluation(1, "like", "click")
                                        .equalPriorities()
                                        .shared("nmt", "nmt shadow", 0, 0)
                                        .singles()
                                        .build()))
                .isEqualTo("No priority to judge: no task stands above another in these runs");
    }

    @Test
    void theTableHasEverySummaryAndEveryRun() throws IOException {
        Evaluation evaluation = typical("like", "click");

        String page = page(evaluation);

        int rows = evaluation.summaries().size() + evaluation.runs().size() * 2 - 6;
        assertThat(page.split("<th scope=\"row\">", -1)).hasSize(rows + 1);
        assertThat(page).contains("<td class=\"n over\" data-sort=\"0.01\">+1.00\u00a0%");
    }

    @Test
    void onlyAConstrainedTaskIsMarkedAsOver() throws IOException {
        String page = page(typical("like", "click"));

        assertThat(page).contains("<td class=\"n\" data-sort=\"0.02\">+2.00\u00a0%");
    }

    @Test
    void aPageWithoutRunsToCompareOrLabelsIsStillAPage() throws IOException {
        assertThat(page(new TestingEvaluation(1, "like", "click").unlabelled("nmt shadow").build()))
                .contains("like cannot be judged", "there is nothing to trade");
        assertThat(page(new Evaluation("feed", "f", 0, 0.5, List.of(), List.of(), List.of())))
                .contains("No priority to judge");
    }

    private static Evaluation typical(String primary, String secondary) {
        return new TestingEvaluation(3, primary, secondary)
                .shared("nmt", "nmt shadow", -0.0006, 0.02)
                .shared("sum", "sum 0.3", 0.01, 0.01)
                .singles()
                .build();
    }

    private String page(Evaluation evaluation) throws IOException {
        return Files.readString(EvaluationReport.write(evaluation, directory));
    }

    private String headline(Evaluation evaluation) throws IOException {
        return Pattern.compile("<h1>(.*?)</h1>")
                .matcher(page(evaluation))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static JsonNode data(String page) throws IOException {
        return new ObjectMapper().readTree(dataText(page));
    }

    private static String dataText(String page) {
        for (MatchResult element : ELEMENT.matcher(page).results().toList()) {
            if (element.group(2).contains("application/json")) {
                return element.group(3);
            }
        }
        throw new AssertionError("No data in the page.");
    }

    private static List<String> attributes(String markup, String name) {
        return Pattern.compile("\\s" + name + "=\"([^\"]*)\"")
                .matcher(markup)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String hash(String text) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
