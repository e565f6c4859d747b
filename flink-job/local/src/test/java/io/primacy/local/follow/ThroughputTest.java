package io.primacy.local.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThroughputTest {
    private final Throughput throughput = new Throughput(100, 0, 1000);

    @Test
    void startAndWaitingForTheEndDoNotCount() {
        throughput.observe(10_000, 2000);
        throughput.observe(11_000, 7000);
        throughput.observe(12_000, 12_000);
        throughput.observe(13_000, 12_000);
        throughput.observe(60_000, 12_050);

        assertThat(throughput.perSecond()).isEqualTo(5000.0);
    }

    @Test
    void singleReportCountsFromTheStart() {
        throughput.observe(2000, 5000);

        assertThat(throughput.perSecond()).isEqualTo(2000.0);
    }

    @Test
    void nothingLearnedIsZero() {
        assertThat(throughput.perSecond()).isZero();
        throughput.observe(5000, 1000);
        assertThat(throughput.perSecond()).isZero();
    }
}
