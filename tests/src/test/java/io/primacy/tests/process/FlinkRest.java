package io.primacy.tests.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What of Flink's REST interface the fault tests use. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration SAVEPOINT = Duration.ofSeconds(120);
    private static final String BOUNDARY = "primacy-job-jar";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    FlinkRest(String host, int port) {
        this.base = "http://" + host + ":" + port;
    }

    /** {@code http://host:port}. */
    public String address() {
        return base;
    }

    /** Whether somebody answers. */
    public boolean isUp() throws InterruptedException {
        try {
            get("/overview");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Resource ids of the registered task managers. */
    public Set<String> taskManagers() throws IOException, InterruptedException {
        Set<String> ids = new TreeSet<>();
        get("/taskmanagers").get("taskmanagers").forEach(t -> ids.add(t.get("id").asText()));
        return ids;
    }

    /** Uploads a jar and runs its main class; returns the job's id. */
    public String submit(Path jar, List<String> arguments)
            throws IOException, InterruptedException {
        return submit(jar, arguments, null);
    }

    /** Like the other, from a savepoint if {@code savepoint} is not {@code null}. */
    public String submit(Path jar, List<String> arguments, String savepoint)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(
                ("--"
                                + BOUNDARY
                                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + jar.getFileName()
                                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.write(Files.readAllBytes(jar));
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest upload =
                request("/jars/upload")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        String id = Path.of(answer(upload).get("filename").asText()).getFileName().toString();
        Map<String, Object> run = new HashMap<>();
        run.put("programArgsList", arguments);
        if (savepoint != null) {
            run.put("savepointPath", savepoint);
        }
        JsonNode job = post("/jars/" + id + "/run", run);
        return job.get("jobid").asText();
    }

    /** Whether the job manager has the job. */
    public boolean knows(String job) throws IOException, InterruptedException {
        for (JsonNode known : get("/jobs").get("jobs")) {
            if (known.get("id").asText().equals(job)) {
                return true;
            }
        }
        return false;
    }

    /** The job's state, {@code RUNNING} for example. */
    public String state(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job).get("state").asText();
    }

    /** Whether the job and all of its subtasks run. */
    public boolean isRunning(String job) throws IOException, InterruptedException {
        JsonNode description = get("/jobs/" + job);
        if (!description.get("state").asText().equals("RUNNING")) {
            return false;
        }
        for (JsonNode vertex : description.get("vertices")) {
            if (vertex.get("tasks").get("RUNNING").asInt() != vertex.get("parallelism").asInt()) {
                return false;
            }
        }
        return true;
    }

    /** Resource ids of the task managers that the job runs on now. */
    public Set<String> taskManagersOf(String job) throws IOException, InterruptedException {
        Set<String> ids = new TreeSet<>();
        for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
            JsonNode subtasks =
                    get("/jobs/" + job + "/vertices/" + vertex.get("id").asText()).get("subtasks");
            subtasks.forEach(s -> ids.add(s.get("taskmanager-id").asText()));
        }
        return ids;
    }

    /** Of the job since the job manager started: its checkpoints and restores. */
    public Checkpoints checkpoints(String job) throws IOException, InterruptedException {
        JsonNode counts = get("/jobs/" + job + "/checkpoints").get("counts");
        return new Checkpoints(
                counts.get("completed").asInt(),
                counts.get("failed").asInt(),
                counts.get("restored").asInt());
    }

    /** Why the job's tasks failed so far; empty if none did. */
    public String exceptions(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/exceptions").toString();
    }

    /**
     * Ends the job: all that was read is learned and published, then a savepoint is written.
     *
     * @return the savepoint
     */
    public String drain(String job, Path savepoints) throws Exception {
        String target = savepoints.toUri().toString();
        JsonNode trigger =
                post("/jobs/" + job + "/stop", Map.of("drain", true, "targetDirectory", target));
        String savepoint = completed(job, trigger);
        Deadline.await("the job ends", SAVEPOINT, () -> state(job).equals("FINISHED"));
        return savepoint;
    }

    /** Writes a savepoint of a job that goes on. */
    public String savepoint(String job, Path savepoints) throws Exception {
        String target = savepoints.toUri().toString();
        return completed(
                job, post("/jobs/" + job + "/savepoints", Map.of("target-directory", target)));
    }

    private String completed(String job, JsonNode trigger) throws Exception {
        String path = "/jobs/" + job + "/savepoints/" + trigger.get("request-id").asText();
        JsonNode[] last = new JsonNode[1];
        Deadline.await(
                "the savepoint completes",
                SAVEPOINT,
                () -> {
                    last[0] = get(path);
                    return last[0].get("status").get("id").asText().equals("COMPLETED");
                });
        JsonNode operation = last[0].get("operation");
        if (!operation.has("location")) {
            throw new AssertionError("The savepoint failed: " + operation);
        }
        return operation.get("location").asText();
    }

    /** Ends the job as it stands. */
    public void cancel(String job) throws Exception {
        answer(
                request("/jobs/" + job + "?mode=cancel")
                        .method("PATCH", BodyPublishers.noBody())
                        .build());
        Deadline.await("the job is cancelled", SAVEPOINT, () -> state(job).equals("CANCELED"));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path).GET().build());
    }

    private JsonNode post(String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        return answer(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        var response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() >= 400) {
            throw new IOException(
                    request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /**
     * Counts of checkpoints.
     *
     * @param completed savepoints included
     * @param failed timed out, declined, aborted
     * @param restored how often the job was restored from one
     */
    public record Checkpoints(int completed, int failed, int restored) {}
}
