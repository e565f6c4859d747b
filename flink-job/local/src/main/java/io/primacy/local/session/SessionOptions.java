package io.primacy.local.session;

import java.nio.file.Path;

/**
 * What a run needs beyond the learner's config.
 *
 * @param data directory that stays and is gone on from; {@code null}: a temporary one
 * @param bootstrapServers an outside Kafka; {@code null}: a broker in this process
 * @param brokerPort port of the broker in this process; 0: any free one
 * @param restPort port of Flink's web interface; 0: any free one
 * @param parallelism subtasks of every operator, ≥ 1
 */
public record SessionOptions(
        Path data, String bootstrapServers, int brokerPort, int restPort, int parallelism) {

    /** Everything in this process, in a temporary directory, on free ports. */
    public static final SessionOptions DEFAULT = new SessionOptions(null, null, 0, 0, 1);

    /** The same with another data directory. */
    public SessionOptions withData(Path directory) {
        return new SessionOptions(directory, bootstrapServers, brokerPort, restPort, parallelism);
    }
}
