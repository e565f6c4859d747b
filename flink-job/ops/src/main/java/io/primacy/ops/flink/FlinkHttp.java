package io.primacy.ops.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.Vector;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Requests and answers in JSON; every failure comes out as one of this package's exceptions. */
final class FlinkHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int FIRST_ERROR = 400;

    private final FlinkAddress address;
    private final String base;
    private final Duration answer;
    private final HttpClient client;
    private final String authorization;

    /**
     * @param answer longest wait for an answer
     */
    FlinkHttp(FlinkAddress address, Duration answer) {
        this.address = address;
        this.base = address.base().toString().replaceAll("/+$", "");
        this.answer = answer;
        try {
            this.authorization = address.authorization();
            HttpClient.Builder builder =
                    HttpClient.newBuilder()
                            .connectTimeout(CONNECT)
                            .followRedirects(HttpClient.Redirect.NEVER);
            boolean secured = address.base().getScheme().equals("https");
            this.client = builder.sslContext(secured ? address.trust() : untrusting()).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Without TLS nobody needs the platform's authorities, which take a moment to be read. */
    private static SSLContext untrusting() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("This Java platform has no TLS.", e);
        }
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send(json(path, "POST", body));
    }

    JsonNode patch(String path) {
        return send(json(path, "PATCH", Map.of()));
    }

    void delete(String path) {
        send(request(path).DELETE().build());
    }

    /** Uploads a file as a multipart form, without holding it in memory. */
    JsonNode upload(String path, Path file, String field) {
        String boundary = "primacy-" + UUID.randomUUID();
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                        .formatted(boundary, field, file.getFileName());
        byte[] before =
                (head + "Content-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(form(before, file, after))
                        .build());
    }

    private static BodyPublisher form(byte[] before, Path file, byte[] after) {
        try {
            long length = before.length + Files.size(file) + after.length;
            return BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> body(before, file, after)), length);
        } catch (IOException e) {
            throw new UncheckedIOException("'" + file + "' cannot be read.", e);
        }
    }

    private static InputStream body(byte[] before, Path file, byte[] after) {
        try {
            return new SequenceInputStream(
                    new Vector<>(
                                    List.of(
                                            new java.io.ByteArrayInputStream(before),
                                            Files.newInputStream(file),
                                            new java.io.ByteArrayInputStream(after)))
                            .elements());
        } catch (IOException e) {
            throw new UncheckedIOException("'" + file + "' cannot be read.", e);
        }
    }

    private HttpRequest json(String path, String method, Map<String, ?> body) {
        try {
            return request(path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("The request " + path + " cannot be written.", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(answer);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private JsonNode send(HttpRequest request) {
        String what = request.method() + " " + request.uri().getPath();
        try {
            HttpResponse<String> response =
                    client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            String body = response.body();
            if (response.statusCode() >= FIRST_ERROR) {
                throw new FlinkRefusedException(what, response.statusCode(), errors(body));
            }
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new FlinkUnreachableException(address.toString(), e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlinkUnreachableException(address.toString(), "interrupted", e);
        }
    }

    private static String errors(String body) {
        try {
            JsonNode errors = JSON.readTree(body).path("errors");
            StringBuilder text = new StringBuilder();
            errors.forEach(e -> text.append(text.isEmpty() ? "" : " ").append(e.asText()));
            return text.isEmpty() ? body : text.toString();
        } catch (IOException e) {
            return body;
        }
    }
}
