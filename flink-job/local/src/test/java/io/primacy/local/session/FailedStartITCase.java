package io.primacy.local.session;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.primacy.local.broker.BrokerException;
import io.primacy.local.broker.LoopbackPort;
import io.primacy.local.cluster.ClusterException;
import io.primacy.local.data.DataDirectory;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker and Flink start at the same time; where one cannot, the other ends, too. */
class FailedStartITCase {
    private static final LearnerConfig CONFIG =
            ConfigReader.parse(
                    "test",
                    """
                    name: failed
                    events: {topic: impressions, time: /ts}
                    features: [{name: user, dimension: 4}]
                    tasks: [{name: like, priority: 1}]
                    model: {experts: 2, expert-layers: [8], tower-layers: [4]}
                    snapshot: {directory: snapshots}
                    """);

    @TempDir Path directory;

    @Test
    void withoutItsBrokerASessionLeavesNoFlinkBehind() throws IOException {
        int flink = LoopbackPort.free();

        try (ServerSocket other = listening()) {
            assertCannotStart(
                    new SessionOptions(null, null, other.getLocalPort(), flink, 1),
                    BrokerException.class);
        }
        assertThatNoException().isThrownBy(() -> LoopbackPort.requireFree(flink, "--rest-port"));
    }

    @Test
    void withoutFlinkItLeavesNoBrokerBehind() throws IOException {
        int broker = LoopbackPort.free();

        try (ServerSocket other = listening()) {
            assertCannotStart(
                    new SessionOptions(null, null, broker, other.getLocalPort(), 1),
                    ClusterException.class);
        }
        assertThatNoException().isThrownBy(() -> LoopbackPort.requireFree(broker, "--broker-port"));
    }

    private void assertCannotStart(
            SessionOptions options, Class<? extends RuntimeException> failure) {
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> LearningSession.start(data, CONFIG, options).close())
                    .isInstanceOf(failure);
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(LoopbackPort.HOST));
    }
}
