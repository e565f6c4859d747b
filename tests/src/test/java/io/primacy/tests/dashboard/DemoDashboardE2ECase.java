package io.primacy.tests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.broker.EmbeddedBroker;
import io.primacy.local.data.DataDirectory;
import io.primacy.local.session.LearningSession;
import io.primacy.local.session.SessionOptions;
import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.dashboard.Dashboard;
import io.primacy.ops.dashboard.DashboardOptions;
import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.replay.Replay;
import io.primacy.ops.watch.Topics;
import io.primacy.ops.web.WebOptions;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.TaskReport;
import io.primacy.tests.process.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's traffic, learned for real, on the page as a newcomer sees it. */
@Tag("long")
class DemoDashboardE2ECase {
    private static final Path HOME = Path.of(System.getProperty("primacy.home"));
    private static final Path SHOTS = Path.of("target", "dashboard");
    private static final String TOKEN = "a-token-of-this-test";
    private static final long SEED = 7;
    private static final double EVENTS_PER_SECOND = 4000;
    private static final String LOOSENED =
            "constraint: {controller: {min: 0.001, initial: 0.005, max: 0.01}}";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that the page shows of the model's report, read at once. */
    private static final String SEEN =
            "const figure = (name) => document.querySelector(`[data-figure=${name}]`);"
                    + "return [document.getElementById('tasks').dataset.step,"
                    + "figure('learned').title, figure('rows').textContent,"
                    + "figure('skipped').textContent,"
                    + "...[...document.querySelectorAll('#tasks tbody tr')].flatMap("
                    + "(row) => [...row.cells].map((cell) => cell.textContent))]";

    @TempDir private Path directory;

    private int flinkPort;

    @Test
    void theVerdictFlipsWhenTheConstraintIsLoosened() throws Exception {
        flinkPort = freePort();
        try (Browser browser = Browser.open();
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                Dashboard dashboard = dashboard(broker.bootstrapServers())) {
            createTopics(broker);
            browser.show(1440, 900, "light");
            browser.open(dashboard.address());
            browser.await("what is missing", "return !document.getElementById('outage').hidden");
            assertThat(browser.text("#outage")).contains("Flink does not answer", "Since ");

            try (Learning held = new Learning(broker, config(""))) {
                assertThat(held.isLearning()).isTrue();
                browser.await(
                        "a held priority",
                        "return document.getElementById('verdict').dataset.standing === 'HELD'");
                assertThat(browser.text("#headline")).contains("relevance is");
                valuesMove(browser);
                deadLettersOpen(browser);
                whatCannotBeDoneIsSaid(browser);
                anotherVersionIsServedWithTheTokenOnly(browser);
                browser.screenshot(SHOTS.resolve("demo-held.png"));
            }
            browser.await(
                    "the cluster's end",
                    "return document.getElementById('outage').textContent.includes('Flink')");

            try (Learning loosened = new Learning(broker, config(LOOSENED))) {
                assertThat(loosened.isLearning()).isTrue();
                browser.await(
                        "a violated priority",
                        "return document.getElementById('verdict').dataset.standing === 'VIOLATED'");
                assertThat(browser.text("#headline"))
                        .contains("relevance does not hold its priority");
                assertThat(browser.text("#details")).contains("at its cap");
                browser.await(
                        "a running job with a checkpoint",
                        "return /^\\d+ s$/.test(document.querySelector('[data-figure=checkpoint]')"
                                + ".textContent) && document.querySelector('[data-figure=lag]')"
                                + ".textContent !== '–'");
                browser.screenshot(SHOTS.resolve("demo-violated.png"));
                everyNumberIsOneOfTheTopicsReport(browser, broker.bootstrapServers());
                everyNameOfAnAlertOrPanelIsScraped(dashboard.address());
                everyAlertAndPanelIsEvaluated(dashboard.address());
            }
            assertThat(browser.accessibilityDefects()).isEmpty();
            browser.assertQuiet();
        }
    }

    private static void createTopics(EmbeddedBroker broker) throws IOException {
        try (BrokerConnection connection =
                BrokerConnection.open(broker.bootstrapServers(), Duration.ofSeconds(20))) {
            connection.topics().createMissing(config("").events(), 1);
        }
    }

    private static LearnerConfig config(String extra) throws IOException {
        String demo =
                Files.readString(HOME.resolve("config/demo.yaml"))
                        .replaceFirst(
                                "metrics: \\{[^}]*}", "metrics: {window: 4096, interval: 500ms}");
        return ConfigReader.parse("demo.yaml", demo + "\n" + extra + "\n");
    }

    private Dashboard dashboard(String servers) {
        return Dashboard.start(
                new DashboardOptions(
                        Map.of("bootstrap.servers", servers),
                        Topics.DEFAULT,
                        new FlinkAddress(URI.create("http://127.0.0.1:" + flinkPort), null, null),
                        directory.resolve("data/snapshots"),
                        SavepointDesk.closed(),
                        new WebOptions(WebOptions.LOOPBACK, 0, List.of(), TOKEN)),
                Clock.systemUTC());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void valuesMove(Browser browser) {
        String learned = browser.text("[data-figure=learned]");
        browser.run("window.learnedBefore = arguments[0]", learned);
        browser.await(
                "more events learned",
                "return document.querySelector('[data-figure=learned]').textContent"
                        + " !== window.learnedBefore");
    }

    private static void deadLettersOpen(Browser browser) {
        browser.await("dead letters", "return document.querySelector('#reasons button') !== null");
        browser.element("#reasons button").click();
        browser.await(
                "one of them", "return document.querySelector('#letters[open] pre') !== null");
        assertThat(browser.text("#letter-list"))
                .containsPattern("topic impressions · partition 0 · offset \\d*[49]999");
        browser.element("#close").click();
    }

    private static void whatCannotBeDoneIsSaid(Browser browser) {
        browser.await("the reason", "return !document.getElementById('back-closed').hidden");
        assertThat(browser.text("#back-closed")).contains("start the dashboard with --config");
        assertThat(browser.element("#back-open").isDisplayed()).isFalse();
    }

    private static void anotherVersionIsServedWithTheTokenOnly(Browser browser) {
        browser.await("a version", "return !document.getElementById('serve-open').hidden");
        browser.element("#serve-open").click();
        String version =
                (String)
                        browser.run(
                                "const s = document.getElementById('serve-version');"
                                        + "s.selectedIndex = s.options.length - 1;"
                                        + "s.dispatchEvent(new Event('input')); return s.value");
        assertThat(browser.text("#serve-plan")).contains("latest goes from", "to " + version);
        browser.element("#serve-reason").sendKeys("the drill");
        browser.element("#serve-token").sendKeys("a-wrong-token");
        browser.element("#serve-do").click();
        browser.await(
                "the refusal",
                "return document.getElementById('serve-answer').textContent.includes('token')");
        assertThat(browser.text("#aliases")).doesNotContain("held");

        browser.element("#serve-token").clear();
        browser.element("#serve-token").sendKeys(TOKEN);
        browser.element("#serve-do").click();
        browser.await(
                "the answer",
                "return document.getElementById('serve-answer').textContent === 'Done.'");
        assertThat(browser.text("#aliases")).contains("latest → " + version + ", held");
        browser.element("#serve-release").click();
        browser.await(
                "the release",
                "return !document.getElementById('aliases').textContent.includes('held')");
        browser.element("#serve-close").click();
        browser.await(
                "the move on the time line",
                "return document.getElementById('events').textContent.includes('the drill')");
        // The refused request is logged by the browser itself; it is the only one.
        browser.takeLog("401");
    }

    private static void everyNameOfAnAlertOrPanelIsScraped(URI page) throws Exception {
        String scrape = get(page.resolve("/metrics"));
        Set<String> scraped =
                scrape.lines()
                        .filter(l -> !l.startsWith("#"))
                        .map(l -> l.split("[{ ]")[0])
                        .collect(Collectors.toSet());
        String named =
                Files.readString(HOME.resolve("config/prometheus/alerts.yml"))
                        + String.join("\n", panelExpressions());
        Set<String> names = new TreeSet<>();
        Pattern.compile("primacy_[a-z_]+")
                .matcher(named)
                .results()
                .forEach(r -> names.add(r.group()));

        assertThat(scraped).containsAll(names);
    }

    private static List<String> panelExpressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel :
                JSON.readTree(HOME.resolve("config/grafana/dashboards/primacy.json").toFile())
                        .path("panels")) {
            panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
        }
        assertThat(expressions).hasSizeGreaterThan(20);
        return expressions;
    }

    /** By a Prometheus that scrapes the running demo: no rule fails, no panel is empty. */
    private void everyAlertAndPanelIsEvaluated(URI page) throws Exception {
        if (!Prometheus.isInstalled()) {
            System.out.println(
                    "SKIPPED: no prometheus on the PATH, so no expression was evaluated;"
                            + " apt-get install prometheus");
            return;
        }
        Path rules = HOME.resolve("config/prometheus/alerts.yml");
        try (Prometheus prometheus =
                Prometheus.start(directory.resolve("prometheus"), rules, page)) {
            JsonNode alerts = prometheus.rules();
            assertThat(alerts).hasSizeGreaterThan(12);
            for (JsonNode alert : alerts) {
                assertThat(alert.path("health").asText()).as("%s", alert).isEqualTo("ok");
            }
            for (String expression : panelExpressions()) {
                String whole = expression.replace("$learner", ".+").replace("$model", ".+");
                assertThat(prometheus.query(whole)).as(whole).isNotEmpty();
            }
        }
    }

    private static String get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    /** While it learns: what stands on the page at one moment is one report of the topic, whole. */
    private static void everyNumberIsOneOfTheTopicsReport(Browser browser, String servers)
            throws Exception {
        for (int moment = 0; moment < 5; moment++) {
            List<?> seen = (List<?>) browser.run(SEEN);
            long step = Long.parseLong((String) seen.get(0));
            Deadline.await(
                    "the report of batch " + step,
                    Duration.ofSeconds(20),
                    () -> reports(servers).containsKey(step));
            MetricsReport report = reports(servers).get(step);

            List<String> expected = new ArrayList<>();
            expected.add(String.valueOf(report.step()));
            expected.add("%,d".formatted(report.learned()));
            expected.add("%,d".formatted(report.residentRows()));
            expected.add("%,d".formatted(report.skippedBatches()));
            report.tasks().forEach(task -> expected.addAll(row(task)));
            assertThat(seen).as("moment %d", moment).isEqualTo(expected);
            browser.run("window.stepSeen = arguments[0]", String.valueOf(step));
            browser.await(
                    "the next report",
                    "return document.getElementById('tasks').dataset.step !== window.stepSeen");
        }
    }

    /** A task's row in the table, from left to right. */
    private static List<String> row(TaskReport task) {
        return List.of(
                task.name(),
                String.valueOf(task.priority()),
                "%,d".formatted(task.labels()),
                decimal(task.logLoss(), 5),
                decimal(task.reference(), 5),
                percent(task.violation()),
                percent(task.tolerance()),
                decimal(task.multiplier(), 3),
                decimal(task.ratio(), 3),
                decimal(task.auc(), 4),
                decimal(task.normalizedEntropy(), 4),
                decimal(task.calibration(), 3));
    }

    private static String percent(Double value) {
        if (value == null) {
            return "–";
        }
        String text = decimal(value * 100, 2);
        return (text.startsWith("-") ? text : "+" + text) + " %";
    }

    private static String decimal(Double value, int places) {
        return value == null
                ? "–"
                : new BigDecimal(value).setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    private static Map<Long, MetricsReport> reports(String servers) {
        Map<Long, MetricsReport> reports = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition metrics = new TopicPartition(Topics.DEFAULT.metrics(), 0);
            consumer.assign(List.of(metrics));
            consumer.seekToBeginning(List.of(metrics));
            long end = consumer.endOffsets(List.of(metrics)).get(metrics);
            while (consumer.position(metrics) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    MetricsReport report = ReportJson.metrics(record.value());
                    reports.put(report.step(), report);
                }
            }
        }
        return reports;
    }

    /** A session that learns the demo's traffic until it is closed. */
    private final class Learning implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Void> session;

        Learning(EmbeddedBroker broker, LearnerConfig config) {
            SessionOptions options =
                    new SessionOptions(null, broker.bootstrapServers(), 0, flinkPort, 1);
            session = CompletableFuture.runAsync(() -> learn(config, options));
        }

        private void learn(LearnerConfig config, SessionOptions options) {
            try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                    LearningSession session = LearningSession.start(data, config, options)) {
                session.feed(
                        TrafficSimulator.after(SEED, session.produced()),
                        new Replay.Limits(EVENTS_PER_SECOND, Long.MAX_VALUE));
                session.run(null, stopped::get, progress -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isLearning() {
            return !session.isDone();
        }

        @Override
        public void close() {
            stopped.set(true);
            session.join();
        }
    }
}
