package io.primacy.ops.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.room.Room;
import io.primacy.ops.web.api.DeadLetterArchive;
import io.primacy.ops.web.api.LiveStream;
import io.primacy.ops.web.door.Doors;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.TaskReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardServerTest {
    private static final String TOKEN = "a-token-of-this-test";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Room room = room();
    private final DashboardServer server =
            DashboardServer.start(
                    room,
                    new DeadLetterArchive(Map.of("bootstrap.servers", "127.0.0.1:1"), "none"),
                    null,
                    SavepointDesk.closed("A run in one process is not rolled back."),
                    new WebOptions("127.0.0.1", 0, List.of("primacy.example.org"), TOKEN));

    private static Room room() {
        Room room = new Room(Clock.systemUTC(), 10, 10);
        for (int m = 1; m <= 3; m++) {
            TaskReport like =
                    new TaskReport("like", 1, 5000, .1, .9, .8, 1., .1, .001 * m, 3., 1., false);
            TaskReport click =
                    new TaskReport("click", 2, 5000, .5, .9, .8, 1., null, null, null, null, null);
            room.report(
                    new MetricsReport(
                            "l",
                            "market-000" + m,
                            1,
                            9,
                            256,
                            0,
                            0,
                            1,
                            256,
                            1,
                            List.of(like, click)),
                    room.now());
        }
        return room;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void thePageAndAllItsPartsComeFromHereWithAStrictPolicy() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(page.body()).doesNotContain("http://", "https://", "style=", "onclick");
        for (String part : page.body().split("/assets/")) {
            String name = part.split("[\"#]")[0];
            if (name.matches("[a-z]+\\.[a-z]+")) {
                assertThat(get("/assets/" + name).statusCode()).as(name).isEqualTo(200);
            }
        }
    }

    @Test
    void whatDidNotChangeIsNotSentTwice() throws Exception {
        String tag = get("/assets/app.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                client.send(
                        request("/assets/app.js").header("If-None-Match", tag).build(),
                        BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void onlyOurOwnNamesAreAnswered() throws IOException {
        int port = server.address().getPort();

        assertThat(status("GET / HTTP/1.1", "Host: evil.example:" + port)).isEqualTo(403);
        assertThat(status("GET /api/live HTTP/1.1", "Host: evil.example")).isEqualTo(403);
        assertThat(status("GET / HTTP/1.1", "Host: 127.0.0.1.evil.example")).isEqualTo(403);
        assertThat(status("GET / HTTP/1.1", "Host: Primacy.Example.org")).isEqualTo(200);
        assertThat(status("GET / HTTP/1.1", "Host: localhost:" + port)).isEqualTo(200);
        assertThat(status("GET / HTTP/1.1", "Host: [::1]:" + port)).isEqualTo(200);
    }

    @Test
    void nothingChangesWithoutTheTokenOrFromAnotherSite() throws IOException {
        String host = "Host: localhost";
        String token = Doors.TOKEN + ": " + TOKEN;
        String post = "POST /api/anything HTTP/1.1";

        assertThat(status(post, host)).isEqualTo(401);
        assertThat(status(post, host, Doors.TOKEN + ": wrong")).isEqualTo(401);
        assertThat(status(post, host, token, "Origin: http://evil.example")).isEqualTo(403);
        assertThat(status(post, host, token, "Origin: null")).isEqualTo(403);
        assertThat(status(post, host, token, "Sec-Fetch-Site: cross-site")).isEqualTo(403);
        assertThat(status(post, host, token, "Origin: http://localhost")).isEqualTo(404);
        assertThat(status("DELETE / HTTP/1.1", host)).isEqualTo(401);
    }

    @Test
    void noPathLeadsOutOfTheAssets() throws IOException {
        for (String path :
                List.of(
                        "/assets/../base.css",
                        "/assets/..%2f..%2fetc%2fpasswd",
                        "/assets/%2e%2e/page.html",
                        "/assets/",
                        "/assets/app.js%00")) {
            assertThat(status("GET " + path + " HTTP/1.1", "Host: localhost"))
                    .as(path)
                    .isIn(400, 404);
        }
        assertThat(status("GET /api/models/../../history HTTP/1.1", "Host: localhost"))
                .isIn(400, 404);
    }

    @Test
    void aStreamHoldsTheRoomAtOnce() throws Exception {
        JsonNode first = firstEvent("/api/live");

        assertThat(first.path("totals").path("models").asInt()).isEqualTo(3);
        assertThat(first.path("list").path("rows")).hasSize(3);
        assertThat(first.path("model").path("report").path("tasks")).hasSize(2);
        assertThat(firstEvent("/api/live?q=market-0002").path("list").path("matching").asInt())
                .isEqualTo(1);
        JsonNode none = firstEvent("/api/live?q=nothing&from=99999999999&order=x").path("list");
        assertThat(none.path("rows").size()).isZero();
    }

    @Test
    void viewersBeyondTheSeatsAreToldToComeBack() throws Exception {
        try (Seats seats = new Seats()) {
            for (int i = 0; i < LiveStream.VIEWERS; i++) {
                seats.take(firstBytes("/api/live"));
            }
            HttpResponse<String> refused = get("/api/live");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void unknownModelsAreSaidToBeUnknown() throws Exception {
        assertThat(get("/api/models/0000000000000000/history").statusCode()).isEqualTo(404);
        assertThat(get("/api/models/0000000000000000/marks").statusCode()).isEqualTo(404);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void whereNothingCanBeRolledBackThePageIsToldWhyAndNothingIsBegun() throws Exception {
        String model = firstEvent("/api/live").path("model").path("code").asText();
        String place = "/api/models/" + model;
        HttpResponse<String> shelf = get(place + "/savepoints");

        assertThat(JSON.readTree(shelf.body()).path("unavailable").asText())
                .isEqualTo("A run in one process is not rolled back.");
        assertThat(get(place + "/rollback-plan?to=a-1").statusCode()).isEqualTo(409);
        assertThat(get(place + "/rollback-plan").statusCode()).isEqualTo(400);
        for (String path : List.of("/savepoints", "/rollbacks")) {
            assertThat(post(place + path, "wrong").statusCode()).as(path).isEqualTo(401);
            HttpResponse<String> refused = post(place + path, TOKEN);
            assertThat(refused.statusCode()).as(path).isEqualTo(409);
            assertThat(refused.body()).contains("is not rolled back");
        }
    }

    private HttpResponse<String> post(String path, String token) throws Exception {
        return client.send(
                request(path)
                        .header(Doors.TOKEN, token)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"act\":\"undo\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aTakenPortIsNamedWithTheWayOut() {
        int port = server.address().getPort();

        assertThatThrownBy(
                        () ->
                                DashboardServer.start(
                                        room,
                                        null,
                                        null,
                                        SavepointDesk.closed(),
                                        WebOptions.loopback(port)))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("port " + port)
                .hasMessageContaining("give another port");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path.substring(1)))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private InputStream firstBytes(String path) throws Exception {
        InputStream stream =
                client.send(request(path).build(), BodyHandlers.ofInputStream()).body();
        assertThat(stream.read()).isPositive();
        return stream;
    }

    private JsonNode firstEvent(String path) throws Exception {
        try (InputStream stream = firstBytes(path)) {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("}\n\n") < 0) {
                text.append((char) stream.read());
            }
            return JSON.readTree(text.substring(text.indexOf("data: ") + 6));
        }
    }

    /** The JDK's client would correct or refuse these headers and paths. */
    private int status(String... lines) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            String head =
                    String.join("\r\n", lines)
                            + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readNBytes(12);
            return Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII));
        }
    }

    /** Streams that stay open. */
    private static final class Seats implements AutoCloseable {
        private final List<InputStream> taken = new ArrayList<>();

        void take(InputStream stream) {
            taken.add(stream);
        }

        @Override
        public void close() throws IOException {
            for (InputStream stream : taken) {
                stream.close();
            }
        }
    }
}
