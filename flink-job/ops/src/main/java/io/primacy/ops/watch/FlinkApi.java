package io.primacy.ops.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.flink.FlinkClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the dashboard asks of Flink's REST interface; it changes nothing there. */
public final class FlinkApi {
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final String PENDING = ".pendingRecords";

    private final FlinkClient client;

    /**
     * @param address of the job manager's web interface
     */
    public FlinkApi(FlinkAddress address) {
        this.client = new FlinkClient(address, ANSWER);
    }

    /** Where it is. */
    public String address() {
        return client.address().toString();
    }

    /** What Flink answers at a path; fails as {@link FlinkClient} does. */
    JsonNode get(String path) {
        return client.read(path);
    }

    /** Events in the sources' topics that the job has not read yet; −1: Flink does not say. */
    long pendingRecords(String job) {
        long sum = -1;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            String metrics =
                    "/jobs/%s/vertices/%s/subtasks/metrics"
                            .formatted(job, vertex.path("id").asText());
            List<String> names = new ArrayList<>();
            for (JsonNode metric : get(metrics)) {
                if (metric.path("id").asText().endsWith(PENDING)) {
                    names.add(metric.path("id").asText());
                }
            }
            for (String name : names) {
                for (JsonNode found : get(metrics + "?agg=sum&get=" + encoded(name))) {
                    sum = Math.max(0, sum) + found.path("sum").asLong();
                }
            }
        }
        return sum;
    }

    /** A job's metric; −1: Flink does not have it. */
    long jobMetric(String job, String name) {
        for (JsonNode found : get("/jobs/" + job + "/metrics?get=" + encoded(name))) {
            return found.path("value").asLong(-1);
        }
        return -1;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
