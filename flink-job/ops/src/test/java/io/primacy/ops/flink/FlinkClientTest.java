package io.primacy.ops.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.primacy.schema.savepoint.JobParameters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkClientTest {
    @TempDir private Path directory;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                    String login = exchange.getRequestHeaders().getFirst("Authorization");
                    asked.add(request + (login == null ? "" : " " + login));
                    asked.add(new String(body, StandardCharsets.UTF_8));
                    String answer = answers.get(request);
                    byte[] bytes =
                            (answer == null ? "{\"errors\":[\"Not found.\"]}" : answer)
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private FlinkClient client(Path login) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new FlinkClient(new FlinkAddress(base, null, login));
    }

    @Test
    void aJobRunsOnceAllOfItsSubtasksDo() {
        String vertex = "{\"parallelism\":2,\"tasks\":{\"RUNNING\":%d}}";
        answers.put(
                "GET /jobs/a",
                "{\"state\":\"RUNNING\",\"vertices\":[" + vertex.formatted(1) + "]}");
        assertThat(client(null).isRunning("a")).isFalse();

        answers.put(
                "GET /jobs/a",
                "{\"state\":\"RUNNING\",\"vertices\":[" + vertex.formatted(2) + "]}");
        assertThat(client(null).isRunning("a")).isTrue();
        assertThat(client(null).isRunning("unknown")).isFalse();
        assertThat(client(null).state("unknown")).isEmpty();
    }

    @Test
    void whatAJobWasSubmittedWithIsRead() {
        answers.put(
                "GET /jobs/a/config",
                "{\"execution-config\":{\"user-config\":{\""
                        + JobParameters.ARGUMENTS
                        + "\":\"[\\\"--config\\\",\\\"c.yaml\\\"]\",\""
                        + JobParameters.CONFIG_DIGEST
                        + "\":\"ab\"}}}");

        assertThat(client(null).submitted("a"))
                .contains(new FlinkClient.Submitted(List.of("--config", "c.yaml"), "ab"));
    }

    @Test
    void aSavepointThatFailedSaysWhy() {
        answers.put("GET /jobs/a/savepoints/1", "{\"status\":{\"id\":\"IN_PROGRESS\"}}");
        assertThat(client(null).savepoint("a", "1")).isEmpty();

        answers.put(
                "GET /jobs/a/savepoints/1",
                "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"stack-trace\":"
                        + "\"java.lang.RuntimeException: outer\\n\\tat x\\nCaused by: java.io.IOException: disk full\\n\"}}}");
        assertThatThrownBy(() -> client(null).savepoint("a", "1"))
                .isInstanceOf(FlinkRefusedException.class)
                .hasMessageContaining("IOException: disk full");
    }

    @Test
    void aJarIsUploadedAsAFormOfItsLength() throws Exception {
        Path jar = Files.writeString(directory.resolve("job.jar"), "bytes of the jar");
        answers.put("POST /jars/upload", "{\"filename\":\"/tmp/flink-web/9_job.jar\"}");

        assertThat(client(null).upload(jar)).isEqualTo("9_job.jar");

        assertThat(asked.get(1)).contains("name=\"jarfile\"; filename=\"job.jar\"");
        assertThat(asked.get(1)).contains("\r\n\r\nbytes of the jar\r\n--");
    }

    @Test
    void theLoginIsSentAndNeverToldInAnError() throws Exception {
        Path login = Files.writeString(directory.resolve("login"), "ops:hunter2\n");

        assertThatThrownBy(() -> client(login).jobs())
                .isInstanceOf(FlinkRefusedException.class)
                .hasMessageNotContaining("hunter2");

        assertThat(asked.get(0)).isEqualTo("GET /jobs/overview Basic b3BzOmh1bnRlcjI=");
    }

    @Test
    void nobodyThereIsSaidSo() {
        FlinkClient client = client(null);
        server.stop(0);

        assertThatThrownBy(client::jobs)
                .isInstanceOf(FlinkUnreachableException.class)
                .hasMessageContaining("--flink");
    }

    @Test
    void aPasswordDoesNotGoOverTheNetworkInPlainText() {
        URI plain = URI.create("http://flink.example.org:8081");

        assertThatThrownBy(() -> new FlinkAddress(plain, null, Path.of("login")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> new FlinkAddress(URI.create("http://me:pw@host:1"), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("pw");
    }
}
