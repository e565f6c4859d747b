package io.primacy.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ForgottenTransactionsTest {
    private final Counter counter = new SimpleCounter();
    private final ForgottenTransactions transactions =
            new ForgottenTransactions(
                    new UnregisteredMetricsGroup() {
                        @Override
                        public Counter counter(String name) {
                            assertThat(name).isEqualTo("forgottenTransactions");
                            return counter;
                        }
                    });

    @Test
    void whatTheBrokerHasForgottenIsGivenUpAndCounted() {
        RuntimeException failure =
                new KafkaException("in an error state", new InvalidPidMappingException("no such"));

        assertThat(transactions.whatItMeans(failure, "group-metrics-0-7"))
                .isInstanceOf(InvalidTxnStateException.class)
                .hasMessageContaining("group-metrics-0-7")
                .hasMessageContaining("transactional.id.expiration.ms");
        assertThat(counter.getCount()).isEqualTo(1);
    }

    @Test
    void everythingElseIsTheConnectorsToJudge() {
        RuntimeException failure = new TimeoutException("the broker is away");

        assertThat(transactions.whatItMeans(failure, "group-metrics-0-7")).isSameAs(failure);
        assertThat(counter.getCount()).isZero();
    }
}
