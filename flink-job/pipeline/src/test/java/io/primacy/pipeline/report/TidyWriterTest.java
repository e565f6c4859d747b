package io.primacy.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class TidyWriterTest {
    private static final String CLIENT = "of-a-forgetful-writer";

    @Test
    void closesTheAdminClientOfAWriterThatForgetsIt() throws Exception {
        try (Admin admin = admin()) {
            TestingWriter forgetful = new TestingWriter(admin, null);
            assertThat(isClosed()).isFalse();

            new TidyWriter<>(forgetful).close();

            assertThat(forgetful.closed).isTrue();
            assertThat(isClosed()).isTrue();
        }
    }

    @Test
    void closesItAlsoWhereTheWriterCannotBeClosed() throws Exception {
        try (Admin admin = admin()) {
            TestingWriter broken = new TestingWriter(admin, new IllegalStateException("stuck"));

            assertThatThrownBy(() -> new TidyWriter<>(broken).close()).hasMessage("stuck");

            assertThat(isClosed()).isTrue();
        }
    }

    @Test
    void aWriterThatNeverAskedHasNoneToClose() throws Exception {
        TestingWriter writer = new TestingWriter(null, null);

        new TidyWriter<>(writer).close();

        assertThat(writer.closed).isTrue();
    }

    /** If this fails, the connector may have been mended: then the wrapper can go. */
    @Test
    void theConnectorsWriterKeepsAnAdminClient() throws ClassNotFoundException {
        Class<?> writer =
                Class.forName("org.apache.flink.connector.kafka.sink.ExactlyOnceKafkaWriter");

        assertThat(Arrays.stream(writer.getDeclaredFields()))
                .anyMatch(field -> Admin.class.isAssignableFrom(field.getType()));
    }

    /** Nothing listens there, and nothing is asked. */
    private static Admin admin() {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        "127.0.0.1:9",
                        AdminClientConfig.CLIENT_ID_CONFIG,
                        CLIENT));
    }

    private static boolean isClosed() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().endsWith(CLIENT));
    }

    private static final class TestingWriter
            implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {
        @SuppressWarnings("unused") // found by its type
        private final Admin admin;

        private final Exception failure;
        private boolean closed;

        TestingWriter(Admin admin, Exception failure) {
            this.admin = admin;
            this.failure = failure;
        }

        @Override
        public void write(String element, Context context) {}

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<KafkaCommittable> prepareCommit() {
            return List.of();
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public void close() throws Exception {
            closed = true;
            if (failure != null) {
                throw failure;
            }
        }
    }
}
