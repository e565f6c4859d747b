package io.primacy.tests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window. Where there is none, the test that asks for it is skipped. */
public final class Browser implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser open() {
        Path chromium = found("chromium", "chromium-browser", "google-chrome");
        Path chromedriver = found("chromedriver");
        assumeTrue(
                chromium != null && chromedriver != null,
                "SKIPPED: no chromium and chromedriver on the PATH, so nobody looked at the dashboard;"
                        + " apt-get install chromium chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--hide-scrollbars",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .usingAnyFreePort()
                        .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Path found(String... names) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(directory -> Stream.of(names).map(n -> Path.of(directory, n)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    public void open(URI page) {
        driver.get(page.toString());
    }

    /** Sizes the page and tells it which theme the system has. */
    public void show(int width, int height, String theme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** The whole page, not only what fits into the window. */
    public void screenshot(Path file) throws IOException {
        Map<String, Object> shot =
                driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true, "clip", clip()));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
    }

    private Map<String, Object> clip() {
        long height = number("return document.documentElement.scrollHeight");
        long width = number("return document.documentElement.clientWidth");
        return Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    }

    /** Waits until the script says true. */
    public void await(String what, String script) {
        await(what, script, WAIT);
    }

    /** Waits so long until the script says true. */
    public void await(String what, String script, Duration longest) {
        new WebDriverWait(driver, longest, Duration.ofMillis(50))
                .withMessage(what)
                .until(d -> Boolean.TRUE.equals(driver.executeScript(script)));
    }

    public String text(String selector) {
        return (String)
                driver.executeScript(
                        "return document.querySelector(arguments[0]).textContent", selector);
    }

    public long number(String script) {
        return ((Number) driver.executeScript(script)).longValue();
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    public WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** No error and no warning was written to the console, no policy was broken. */
    public void assertQuiet() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::toString)
                .isEmpty();
    }

    /** Takes what was logged so far: one line that has {@code words} in it, and nothing else. */
    public void takeLog(String words) {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .singleElement()
                .satisfies(line -> assertThat(line.toString()).contains(words));
    }

    /** What axe finds of serious and critical impact; none is good. */
    @SuppressWarnings("unchecked")
    public List<String> accessibilityDefects() throws IOException {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>)
                driver.executeAsyncScript(
                        "const done = arguments[arguments.length - 1];"
                                + "axe.run().then(r => done(r.violations"
                                + ".filter(v => ['serious', 'critical'].includes(v.impact))"
                                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))))");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
