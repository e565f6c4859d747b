package io.primacy.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {

    @Test
    void aWindowBeginsWhereTheEvaluatedPartDoes() {
        Windows windows = Windows.from(0.5, 47, 10);

        assertThat(windows.first()).isEqualTo(23);
        assertThat(windows.count()).isEqualTo(6);
        assertThat(windows.of(0)).isZero();
        assertThat(windows.of(2)).isZero();
        assertThat(windows.of(3)).isEqualTo(1);
        assertThat(windows.of(22)).isEqualTo(2);
        assertThat(windows.of(23)).isEqualTo(3).isEqualTo(windows.firstWindow());
        assertThat(windows.of(46)).isEqualTo(5);
        assertThat(windows.end(0)).isEqualTo(3);
        assertThat(windows.end(5)).isEqualTo(47);
    }

    @Test
    void aShortLastWindowDoesNotCountUnlessItIsTheOnlyOne() {
        Windows windows = Windows.from(0.5, 47, 10);
        assertThat(windows.counts(4)).isTrue();
        assertThat(windows.counts(5)).isFalse();

        Windows only = Windows.from(0, 3, 10);
        assertThat(only.count()).isEqualTo(1);
        assertThat(only.counts(0)).isTrue();
    }
}
