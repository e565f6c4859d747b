package io.primacy.ops.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.schema.savepoint.JobParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Flink job manager, by its REST interface. Every method throws {@link FlinkUnreachableException}
 * where nobody answers and {@link FlinkRefusedException} where the answer is an error.
 */
public final class FlinkClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;

    private final FlinkHttp http;
    private final FlinkAddress address;

    public FlinkClient(FlinkAddress address) {
        this(address, ANSWER);
    }

    /**
     * @param answer longest wait for an answer
     */
    public FlinkClient(FlinkAddress address, Duration answer) {
        this.address = address;
        this.http = new FlinkHttp(address, answer);
    }

    /** What Flink answers at a path, for questions that have no method of their own. */
    public JsonNode read(String path) {
        return http.get(path);
    }

    /** Where it is. */
    public FlinkAddress address() {
        return address;
    }

    /** Every job it knows, ended ones included. */
    public List<JobOverview> jobs() {
        List<JobOverview> jobs = new ArrayList<>();
        for (JsonNode job : http.get("/jobs/overview").path("jobs")) {
            jobs.add(
                    new JobOverview(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            job.path("state").asText(),
                            job.path("start-time").asLong()));
        }
        return jobs;
    }

    /** The job's state, {@code RUNNING} for example; empty if it is not known. */
    public Optional<String> state(String job) {
        return found(() -> http.get("/jobs/" + job).path("state").asText());
    }

    /** Whether the job and every one of its subtasks runs. */
    public boolean isRunning(String job) {
        Optional<JsonNode> found = found(() -> http.get("/jobs/" + job));
        if (found.isEmpty() || !found.get().path("state").asText().equals("RUNNING")) {
            return false;
        }
        for (JsonNode vertex : found.get().path("vertices")) {
            int running = vertex.path("tasks").path("RUNNING").asInt();
            if (running != vertex.path("parallelism").asInt(-1)) {
                return false;
            }
        }
        return true;
    }

    /** Why the job failed last, in a line; empty if it did not. */
    public Optional<String> lastFailure(String job) {
        JsonNode failures =
                http.get("/jobs/" + job + "/exceptions").path("exceptionHistory").path("entries");
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(rootCause(failures.get(0).path("stacktrace").asText()));
    }

    /** The innermost cause in a stack trace. */
    static String rootCause(String trace) {
        String cause = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                cause = line.substring("Caused by: ".length());
            }
        }
        return FlinkRefusedException.shortened(cause.replaceFirst("^([a-zA-Z_$][\\w$]*\\.)+", ""));
    }

    /** What the job was submitted with; empty if it does not say. */
    public Optional<Submitted> submitted(String job) {
        JsonNode told =
                http.get("/jobs/" + job + "/config").path("execution-config").path("user-config");
        String arguments = told.path(JobParameters.ARGUMENTS).asText();
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Submitted(
                            List.of(JSON.readValue(arguments, String[].class)),
                            told.path(JobParameters.CONFIG_DIGEST).asText()));
        } catch (IOException e) {
            throw new FlinkRefusedException("the job's arguments", 0, arguments);
        }
    }

    /**
     * What a job was submitted with.
     *
     * @param arguments of its main class
     * @param configDigest digest of the config it read then
     */
    public record Submitted(List<String> arguments, String configDigest) {}

    /** The job's checkpoints. */
    public JobCheckpoints checkpoints(String job) {
        JsonNode all = http.get("/jobs/" + job + "/checkpoints");
        JsonNode counts = all.path("counts");
        JsonNode latest = all.path("latest");
        return new JobCheckpoints(
                counts.path("completed").asInt(),
                counts.path("failed").asInt(),
                counts.path("restored").asInt(),
                completed(latest.path("completed")),
                completed(latest.path("savepoint")));
    }

    private static Optional<JobCheckpoints.Completed> completed(JsonNode checkpoint) {
        String path = checkpoint.path("external_path").asText("");
        if (path.isEmpty() || path.startsWith("<")) {
            return Optional.empty();
        }
        return Optional.of(
                new JobCheckpoints.Completed(
                        checkpoint.path("id").asLong(),
                        path,
                        checkpoint.path("trigger_timestamp").asLong()));
    }

    /**
     * Begins a savepoint.
     *
     * @param directory in which its own is made, a URI
     * @return for {@link #savepoint}
     */
    public String triggerSavepoint(String job, String directory) {
        return http.post(
                        "/jobs/" + job + "/savepoints",
                        Map.of("target-directory", directory, "cancel-job", false))
                .path("request-id")
                .asText();
    }

    /**
     * Begins to stop the job with a savepoint: nothing is learned that would not have been learned
     * without, half-filled batches stay as they are.
     *
     * @param directory in which the savepoint's own is made, a URI
     * @return for {@link #savepoint}
     */
    public String triggerStop(String job, String directory) {
        return http.post(
                        "/jobs/" + job + "/stop",
                        Map.of("targetDirectory", directory, "drain", false))
                .path("request-id")
                .asText();
    }

    /**
     * The directory of a savepoint that was begun, a URI; empty while it is not complete.
     *
     * @throws FlinkRefusedException if it failed
     */
    public Optional<String> savepoint(String job, String request) {
        JsonNode answer = http.get("/jobs/" + job + "/savepoints/" + request);
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return Optional.empty();
        }
        JsonNode operation = answer.path("operation");
        if (!operation.hasNonNull("location")) {
            String trace = operation.path("failure-cause").path("stack-trace").asText();
            throw new FlinkRefusedException("the savepoint", 0, rootCause(trace));
        }
        return Optional.of(operation.path("location").asText());
    }

    /** Cancels the job, without a savepoint; its latest checkpoint is kept. */
    public void cancel(String job) {
        http.patch("/jobs/" + job + "?mode=cancel");
    }

    /** Uploads a job's jar; returns its id. */
    public String upload(Path jar) {
        String file = http.upload("/jars/upload", jar, "jarfile").path("filename").asText();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Removes an uploaded jar. */
    public void removeJar(String jar) {
        http.delete("/jars/" + jar);
    }

    /** Submits a job; returns its id. */
    public String run(String jar, Submission submission) {
        Map<String, Object> request = new HashMap<>();
        request.put("programArgsList", submission.arguments());
        if (submission.jobId() != null) {
            request.put("jobId", submission.jobId());
        }
        if (submission.savepoint() != null) {
            request.put("savepointPath", submission.savepoint());
            request.put("allowNonRestoredState", submission.mayLeaveState());
            request.put("claimMode", "NO_CLAIM");
        }
        return http.post("/jars/" + jar + "/run", request).path("jobid").asText();
    }

    /**
     * What is submitted.
     *
     * @param arguments of the jar's main class
     * @param jobId the id that it shall have; {@code null}: Flink gives one
     * @param savepoint what it is restored from, a URI, which stays the operator's; {@code null}:
     *     nothing
     * @param mayLeaveState whether state of the savepoint may be left that the job has no use for
     */
    public record Submission(
            List<String> arguments, String jobId, String savepoint, boolean mayLeaveState) {}

    private interface Question<T> {
        T ask();
    }

    private static <T> Optional<T> found(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (FlinkRefusedException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
