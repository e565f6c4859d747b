package io.primacy.tests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.broker.EmbeddedBroker;
import io.primacy.local.data.DataDirectory;
import io.primacy.local.session.LearningSession;
import io.primacy.local.session.SessionOptions;
import io.primacy.local.traffic.TrafficSimulator;
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
                browser.await(
                        "a running job with a checkpoint",
                        "return /^\\d+ s$/.test(document.querySelector('[data-figure=checkpoint]')"
                                + ".textContent) && document.querySelector('[data-figure=lag]')"
                                + ".textContent !== '–'");
                everyNameOfAnAlertOrPanelIsScraped(dashboard.address());
                anotherVersionIsServedWithTheTokenOnly(browser);
                browser.screenshot(SHOTS.resolve("demo-held.png"));
            }
            browser.await(
                    "the cluster's end",
                    "return document.getElementById('outage').textContent.includes('Flink')");
            numbersAreThoseOfTheTopic(browser, broker.bootstrapServers());

            try (Learning loosened = new Learning(broker, config(LOOSENED))) {
                assertThat(loosened.isLearning()).isTrue();
                browser.await(
                        "a violated priority",
                        "return document.getElementById('verdict').dataset.standing === 'VIOLATED'");
                assertThat(browser.text("#headline"))
                        .contains("relevance does not hold its priority");
                assertThat(browser.text("#details")).contains("at its cap");
                browser.screenshot(SHOTS.resolve("demo-violated.png"));
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
        String scrape =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(page.resolve("/metrics")).build(),
                                BodyHandlers.ofString())
                        .body();
        Set<String> scraped =
                scrape.lines()
                        .filter(l -> !l.startsWith("#"))
                        .map(l -> l.split("[{ ]")[0])
                        .collect(Collectors.toSet());
        JsonNode panels =
                new ObjectMapper()
                        .readTree(HOME.resolve("config/grafana/dashboards/primacy.json").toFile())
                        .path("panels");
        String named = Files.readString(HOME.resolve("config/prometheus/alerts.yml")) + panels;
        Set<String> names = new TreeSet<>();
        Pattern.compile("primacy_[a-z_]+")
                .matcher(named)
                .results()
                .forEach(r -> names.add(r.group()));

        assertThat(scraped).containsAll(names);
    }

    /** The page holds still after the job's end: what it shows is a report that was made. */
    private static void numbersAreThoseOfTheTopic(Browser browser, String servers) {
        String step = (String) browser.run("return document.getElementById('tasks').dataset.step");
        MetricsReport report = reports(servers).get(Long.parseLong(step));

        for (int t = 0; t < report.tasks().size(); t++) {
            TaskReport task = report.tasks().get(t);
            String row = "#tasks tbody tr:nth-child(%d) ".formatted(t + 1);
            assertThat(browser.text(row + "[data-figure=log-loss]"))
                    .isEqualTo(decimal(task.logLoss(), 5));
            assertThat(browser.text(row + "[data-figure=AUC]")).isEqualTo(decimal(task.auc(), 4));
            assertThat(browser.text(row + "[data-figure=calibration]"))
                    .isEqualTo(decimal(task.calibration(), 3));
            assertThat(browser.text(row + "[data-figure=reference]"))
                    .isEqualTo(decimal(task.reference(), 5));
            assertThat(browser.text(row + "[data-figure=λ]"))
                    .isEqualTo(decimal(task.multiplier(), 3));
        }
        assertThat(browser.text("[data-figure=learned]"))
                .isEqualTo("%,d".formatted(report.learned()));
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
