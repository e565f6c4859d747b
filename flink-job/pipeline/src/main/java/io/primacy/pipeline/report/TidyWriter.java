package io.primacy.pipeline.report;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.clients.admin.Admin;

/**
 * The connector's writer, which asks the broker for open transactions with an admin client that it
 * never closes: the client's thread would keep the job's class loader in the task manager for good.
 * This one closes it, too. The client is in a private field, found by its type; a connector without
 * such a field has nothing to close.
 *
 * @param <T> what is written
 */
final class TidyWriter<T>
        implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {
    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;

    /**
     * @param writer closed with this
     */
    TidyWriter(PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
        this.writer = writer;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        writer.write(element, context);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        return writer.prepareCommit();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        return writer.snapshotState(checkpointId);
    }

    @Override
    public void close() throws Exception {
        try {
            writer.close();
        } finally {
            closeAdmins();
        }
    }

    private void closeAdmins() throws IllegalAccessException {
        for (Field field : writer.getClass().getDeclaredFields()) {
            if (Admin.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                Admin admin = (Admin) field.get(writer);
                if (admin != null) {
                    admin.close(Duration.ZERO);
                }
            }
        }
    }
}
