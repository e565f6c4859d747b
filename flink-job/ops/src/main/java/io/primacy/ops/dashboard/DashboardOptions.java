package io.primacy.ops.dashboard;

import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.watch.Topics;
import io.primacy.ops.web.WebOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What a dashboard watches and where it is.
 *
 * @param kafka properties of Kafka clients: where the broker is, how to be let in
 * @param topics the learners' topics
 * @param flink Flink's web interface; {@code null}: none
 * @param snapshots the snapshot directory; {@code null}: what is served is not shown
 * @param desk savepoints and rollbacks
 * @param web where the dashboard listens
 */
public record DashboardOptions(
        Map<String, ?> kafka,
        Topics topics,
        FlinkAddress flink,
        Path snapshots,
        SavepointDesk desk,
        WebOptions web) {
    public DashboardOptions {
        kafka = Map.copyOf(kafka);
        Objects.requireNonNull(topics, "topics");
        Objects.requireNonNull(desk, "desk");
        Objects.requireNonNull(web, "web");
    }
}
