package io.primacy.tests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.room.Letter;
import io.primacy.ops.web.DashboardServer;
import io.primacy.ops.web.WebOptions;
import io.primacy.ops.web.api.DeadLetterArchive;
import io.primacy.schema.event.DeadLetter.Reason;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page with simulated models, as a browser shows it. */
class PageE2ECase {
    private static final String PAINTED = "return document.body.dataset.painted !== undefined";
    private static final Path SHOTS = Path.of("target", "dashboard");

    private Browser browser;
    private DashboardServer server;

    @BeforeEach
    void open() {
        browser = Browser.open();
    }

    @AfterEach
    void close() {
        // Without a browser there is nothing to close: its test was not run.
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private SimulatedRoom serve(int models, Duration past) {
        SimulatedRoom simulated = SimulatedRoom.of(models, past);
        server =
                DashboardServer.start(
                        simulated.room,
                        new DeadLetterArchive(Map.of("bootstrap.servers", "127.0.0.1:1"), "none"),
                        null,
                        SavepointDesk.closed(),
                        WebOptions.loopback(0));
        return simulated;
    }

    @Test
    void everyWidthAndThemeIsAccessibleAndFits() throws IOException {
        SimulatedRoom simulated = serve(60, Duration.ofMinutes(90));
        simulated.tick();
        browser.open(server.address());
        for (int width : new int[] {1440, 768, 390}) {
            for (String theme : new String[] {"light", "dark"}) {
                browser.show(width, 900, theme);
                browser.open(server.address());
                browser.await("the first picture", PAINTED);

                browser.screenshot(SHOTS.resolve("page-%d-%s.png".formatted(width, theme)));

                assertThat(browser.accessibilityDefects()).as("%d %s", width, theme).isEmpty();
                assertThat(browser.number("return document.documentElement.scrollWidth"))
                        .as("width %d %s", width, theme)
                        .isLessThanOrEqualTo(width);
            }
        }
        browser.assertQuiet();
    }

    @Test
    void everyNumberIsTheOneThatWasReported() {
        SimulatedRoom simulated = serve(1, Duration.ofMinutes(5));
        long at = simulated.room.now();
        MetricsReport report = simulated.reportOf(0, at);
        simulated.room.report(report, at);

        browser.open(server.address());
        browser.await(
                "the last report",
                "return document.getElementById('tasks').dataset.step === '%d'"
                        .formatted(report.step()));

        for (int t = 0; t < report.tasks().size(); t++) {
            TaskReport task = report.tasks().get(t);
            assertThat(shown(t, "log-loss")).isEqualTo(decimal(task.logLoss(), 5));
            assertThat(shown(t, "reference")).isEqualTo(decimal(task.reference(), 5));
            assertThat(shown(t, "violation")).isEqualTo(percent(task.violation()));
            assertThat(shown(t, "λ")).isEqualTo(decimal(task.multiplier(), 3));
            assertThat(shown(t, "ρ")).isEqualTo(decimal(task.ratio(), 3));
            assertThat(shown(t, "AUC")).isEqualTo(decimal(task.auc(), 4));
            assertThat(shown(t, "norm. entropy")).isEqualTo(decimal(task.normalizedEntropy(), 4));
            assertThat(shown(t, "calibration")).isEqualTo(decimal(task.calibration(), 3));
            assertThat(shown(t, "labels")).isEqualTo("%,d".formatted(task.labels()));
        }
        assertThat(browser.text("[data-figure=rows]"))
                .isEqualTo("%,d".formatted(report.residentRows()));
        assertThat(browser.text("[data-figure=learned]"))
                .isEqualTo("%,d".formatted(report.learned()));
        assertThat(browser.text("#headline"))
                .contains(percent(report.tasks().get(0).violation()).replace(' ', '\u00a0'));
    }

    private String shown(int task, String figure) {
        return browser.text(
                "#tasks tbody tr:nth-child(%d) [data-figure='%s']".formatted(task + 1, figure));
    }

    private static String decimal(Double value, int places) {
        return value == null
                ? "–"
                : new BigDecimal(value).setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    private static String percent(Double value) {
        if (value == null) {
            return "–";
        }
        String text = decimal(value * 100, 2);
        return (text.startsWith("-") ? text : "+" + text) + " %";
    }

    @Test
    void ofTwoThousandModelsTheWorstComeFirstAndEachIsFound() {
        SimulatedRoom simulated = serve(2000, Duration.ofMinutes(3));
        simulated.tick();
        browser.show(1440, 900, "light");
        browser.open(server.address());
        browser.await("the first picture", PAINTED);

        assertThat(browser.text("#matching")).isEqualTo("2,000");
        assertThat(browser.text(".row .of")).contains("violated");
        assertThat(browser.text("#headline")).contains("does not hold");

        browser.run("document.body.focus()");
        browser.element("body").sendKeys("/");
        browser.element("#search").sendKeys("market-1234");
        browser.await(
                "the one found",
                "return document.getElementById('matching').textContent === '1 of 2,000'"
                        + " && document.getElementById('model').textContent === 'market-1234'");

        browser.element("#search").clear();
        browser.element("#search").sendKeys(Keys.SPACE, Keys.BACK_SPACE);
        browser.await("all again", "return document.querySelectorAll('.row').length === 50");
        browser.element("#after").click();
        browser.await(
                "the next page",
                "return document.getElementById('place').textContent === '51–100'");
        browser.assertQuiet();
    }

    @Test
    void hostileNamesAreText() throws IOException {
        SimulatedRoom simulated = serve(1, Duration.ofMinutes(2));
        String evil =
                "<script>window.evil = 1</script><img src=x onerror='window.evil = 2'>\n\u202e\u200f%s"
                        .formatted("m".repeat(10_240));
        long now = simulated.room.now();
        MetricsReport good = simulated.reportOf(0, now);
        TaskReport first = good.tasks().get(0);
        TaskReport named =
                new TaskReport(
                        evil, 1, 50_000, 0.5, 0.8, 0.7, 1.0, 0.4, 0.25, 3.0, 1.0, false, 0.0, 9.0);
        simulated.room.report(
                new MetricsReport(evil, evil, 1, 1, 256, 0, 0, now, 256, 1, List.of(named, first)),
                now);
        simulated.room.deadLetter(
                new Letter(now, Reason.NOT_JSON, evil, evil, 0, 1, evil.length(), evil));

        browser.show(1440, 900, "light");
        browser.open(server.address());
        browser.await("the first picture", PAINTED);

        assertThat(browser.text("#model")).startsWith("<script>window.evil").contains("␊⟨U+202E⟩");
        assertThat(browser.text("#headline")).contains("<script>window.evil");
        browser.element("[data-reason=NOT_JSON]").click();
        browser.await(
                "the letters", "return document.querySelector('#letters[open] pre') !== null");
        assertThat(browser.text("#letter-list pre")).contains("<img src=x onerror=");
        assertThat(browser.run("return window.evil === undefined")).isEqualTo(true);
        assertThat(browser.run("return document.querySelectorAll('img[src=x]').length"))
                .isEqualTo(0L);
        assertThat(browser.number("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(1440);
        browser.screenshot(SHOTS.resolve("hostile.png"));
        browser.assertQuiet();
    }

    @Test
    void whatIsGoneIsNamedThePictureStaysAndComesBack() throws IOException {
        SimulatedRoom simulated = serve(1, Duration.ofMinutes(5));
        simulated.tick();
        browser.show(1440, 900, "light");
        browser.open(server.address());
        browser.await("the first picture", PAINTED);
        String before = browser.text("#headline");

        simulated.room.source("Kafka", false, "No broker answers at 127.0.0.1:9092.");

        browser.await("the outage", "return !document.getElementById('outage').hidden");
        assertThat(browser.text("#outage"))
                .contains("Kafka", "No broker answers at 127.0.0.1:9092.", "Since ");
        assertThat(browser.text("#headline")).isEqualTo(before);
        browser.screenshot(SHOTS.resolve("outage.png"));

        simulated.room.source("Kafka", true, "127.0.0.1:9092");
        browser.await("no outage", "return document.getElementById('outage').hidden");

        int port = server.address().getPort();
        server.close();
        browser.await(
                "the server's outage",
                "return document.getElementById('outage').textContent.includes('server')");
        assertThat(browser.text("#headline")).isEqualTo(before);
        server =
                DashboardServer.start(
                        simulated.room,
                        new DeadLetterArchive(Map.of("bootstrap.servers", "127.0.0.1:1"), "none"),
                        null,
                        SavepointDesk.closed(),
                        WebOptions.loopback(port));
        browser.await("back again", "return document.getElementById('outage').hidden");
    }
}
