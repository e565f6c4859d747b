package io.primacy.ops.action;

import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointContents;
import io.primacy.schema.config.LearnerConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * A learner whose job can be saved and rolled back from here.
 *
 * @param config that the job reads
 * @param catalogue of its savepoints
 * @param contents reads what was written
 * @param flink the cluster that the job runs on
 * @param servers its Kafka, {@code host:port[,host:port…]}
 * @param kafka further properties of Kafka's clients
 * @param jar the job's jar; need not exist until a rollback is planned
 */
public record WorkingLearner(
        LearnerConfig config,
        SavepointCatalogue catalogue,
        SavepointContents contents,
        FlinkClient flink,
        String servers,
        Map<String, String> kafka,
        Path jar) {
    public WorkingLearner {
        kafka = Map.copyOf(kafka);
    }
}
