package io.primacy.ops.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in config/prometheus and config/grafana is true. */
class MetricsPagesTest {
    private static final Path CONFIG = Path.of(System.getProperty("primacy.home"), "config");
    private static final Path PAGE = CONFIG.resolve("prometheus/metrics.md");
    private static final Pattern NAME = Pattern.compile("\\bprimacy_[a-z_]+");
    private static final Set<String> KNOWN =
            Arrays.stream(Metric.values()).map(Metric::exposedName).collect(Collectors.toSet());

    @Test
    void theTableIsMadeOfTheMetricsThatAreExposed() throws IOException {
        String page =
                "# Metrics of the dashboard\n\nMade by `MetricTable`; a test fails when it is stale"
                        + " (`-Dprimacy.write=true` makes it anew).\n\n"
                        + MetricTable.markdown();

        if (Boolean.getBoolean("primacy.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    @Test
    void everyMetricOfAnAlertOrAPanelIsExposed() throws IOException {
        for (String file :
                List.of(
                        "prometheus/alerts.yml",
                        "prometheus/alerts_test.yml",
                        "grafana/dashboards/primacy.json")) {
            Set<String> named = new TreeSet<>();
            Matcher matcher = NAME.matcher(Files.readString(CONFIG.resolve(file)));
            while (matcher.find()) {
                named.add(matcher.group());
            }

            assertThat(named).as(file).isNotEmpty().isSubsetOf(KNOWN);
        }
        assertThat(
                        new ObjectMapper()
                                .readTree(
                                        CONFIG.resolve("grafana/dashboards/primacy.json").toFile())
                                .path("panels")
                                .size())
                .isGreaterThan(15);
    }

    @Test
    void everyAlertHasItsRunbookEntryAndEveryEntryItsAlert() throws IOException {
        List<String> alerts = found("prometheus/alerts.yml", Pattern.compile("- alert: (\\w+)"));
        List<String> entries = found("prometheus/runbook.md", Pattern.compile("(?m)^## (\\w+)$"));
        List<String> links = found("prometheus/alerts.yml", Pattern.compile("runbook\\.md#(\\w+)"));

        assertThat(entries).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(links)
                .containsExactlyElementsOf(
                        alerts.stream().map(a -> a.toLowerCase(Locale.ROOT)).toList());
        assertThat(found("prometheus/alerts_test.yml", Pattern.compile("alertname: (\\w+)")))
                .as("alerts with a test")
                .containsAll(alerts);
    }

    @Test
    void promtoolFindsTheRulesRight() throws Exception {
        boolean installed =
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(d -> Files.isExecutable(Path.of(d, "promtool")));
        assumeTrue(installed, "SKIPPED: no promtool on the PATH; apt-get install prometheus");
        for (List<String> command :
                List.of(
                        List.of("promtool", "check", "config", "prometheus.yml"),
                        List.of("promtool", "test", "rules", "alerts_test.yml"))) {
            Process process =
                    new ProcessBuilder(command)
                            .directory(CONFIG.resolve("prometheus").toFile())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
        }
    }

    private static List<String> found(String file, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(CONFIG.resolve(file)))
                .results()
                .map(r -> r.group(1))
                .toList();
    }
}
