package io.primacy.tests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.tests.process.Deadline;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus of its own that scrapes one dashboard every second and has the project's rules. */
final class Prometheus implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Whether it is installed. */
    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(d -> Files.isExecutable(Path.of(d, "prometheus")));
    }

    /**
     * Starts one and waits until it has scraped a few times.
     *
     * @param directory takes its files
     * @param rules the alert rules
     * @param dashboard is scraped
     */
    static Prometheus start(Path directory, Path rules, URI dashboard) throws Exception {
        Files.createDirectories(directory);
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: primacy
                    static_configs: [{targets: ["%s"]}]
                """
                        .formatted(rules.toAbsolutePath(), dashboard.getAuthority()));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        Prometheus prometheus =
                new Prometheus(process, URI.create("http://127.0.0.1:" + port + "/"));
        try {
            Deadline.await(
                    "Prometheus has scraped a few times",
                    START,
                    () -> prometheus.scrapes() >= 5 && prometheus.hasEvaluated());
        } catch (Exception | AssertionError e) {
            prometheus.close();
            throw e;
        }
        return prometheus;
    }

    private double scrapes() throws Exception {
        assertThat(process.isAlive()).as("Prometheus runs").isTrue();
        try {
            JsonNode result = query("count_over_time(up{job=\"primacy\"}[10m])");
            return result.isEmpty() ? 0 : result.get(0).at("/value/1").asDouble();
        } catch (IOException e) {
            return 0;
        }
    }

    private boolean hasEvaluated() throws Exception {
        for (JsonNode rule : rules()) {
            if (rule.path("health").asText().equals("unknown")) {
                return false;
            }
        }
        return true;
    }

    /** The series that an expression has now. */
    JsonNode query(String expression) throws Exception {
        return get("api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /** The alert rules and how their evaluation went. */
    JsonNode rules() throws Exception {
        return get("api/v1/rules").path("groups").path(0).path("rules");
    }

    private JsonNode get(String path) throws Exception {
        JsonNode answer =
                JSON.readTree(
                        client.send(
                                        HttpRequest.newBuilder(address.resolve(path)).build(),
                                        BodyHandlers.ofString())
                                .body());
        assertThat(answer.path("status").asText()).as("%s: %s", path, answer).isEqualTo("success");
        return answer.path("data");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
