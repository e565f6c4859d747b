package io.primacy.pipeline.report;

import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the producers that commit what a checkpoint or savepoint left to be committed. A broker
 * forgets a transactional id that was not used for its {@code transactional.id.expiration.ms}, but
 * only once nothing of it is open: its last transaction was committed long ago, or timed out and
 * was aborted. Either way there is nothing to commit, now or later, so it is counted and logged as
 * lost and the job goes on; the connector would fail, restart from the same state, and fail again.
 */
final class ForgottenTransactions
        implements BiFunction<Properties, String, FlinkKafkaInternalProducer<?, ?>> {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenTransactions.class);

    private final Counter forgotten;

    /**
     * @param metrics get the counter {@code forgottenTransactions}
     */
    ForgottenTransactions(MetricGroup metrics) {
        this.forgotten = metrics.counter("forgottenTransactions");
    }

    @Override
    public FlinkKafkaInternalProducer<?, ?> apply(Properties properties, String transactionalId) {
        return new FlinkKafkaInternalProducer<byte[], byte[]>(properties, transactionalId) {
            @Override
            public void commitTransaction() {
                try {
                    super.commitTransaction();
                } catch (RuntimeException e) {
                    throw whatItMeans(e, getTransactionalId());
                }
            }
        };
    }

    /** The connector gives up a transaction in a wrong state, and nothing else. */
    RuntimeException whatItMeans(RuntimeException failure, String transactionalId) {
        if (ExceptionUtils.findThrowable(failure, InvalidPidMappingException.class).isEmpty()) {
            return failure;
        }
        forgotten.inc();
        String what =
                "Transaction '"
                        + transactionalId
                        + "' of a checkpoint or savepoint cannot be committed: the broker has forgotten"
                        + " its id (transactional.id.expiration.ms). It was committed before that, or"
                        + " it timed out, and the records in it are lost; the job goes on.";
        LOG.error(what, failure);
        return new InvalidTxnStateException(what);
    }
}
