package io.primacy.local.evaluate.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.evaluate.result.Summary.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NotationTest {
    @Test
    void aRatioIsASignedPercentageWithATrueMinus() {
        assertThat(Notation.signedPercent(new Spread(-0.0006, 0.002)))
                .isEqualTo("−0.06\u00a0%\u00a0± 0.20\u00a0%");
        assertThat(Notation.signedPercent(0.0123)).isEqualTo("+1.23\u00a0%");
    }

    @Test
    void aRoundedZeroHasNoMinus() {
        assertThat(Notation.signedPercent(-0.00001)).isEqualTo("+0.00\u00a0%");
        assertThat(Notation.decimal(-0.0001, 2)).isEqualTo("0.00");
    }

    @Test
    void whatIsNotKnownIsADash() {
        assertThat(Notation.decimal(null, 2)).isEqualTo("–");
        assertThat(Notation.decimal(Double.NaN, 2)).isEqualTo("–");
        assertThat(Notation.signedPercent((Double) null)).isEqualTo("–");
        assertThat(Notation.spread(null, 2)).isEqualTo("–");
        assertThat(Notation.percent((Spread) null)).isEqualTo("–");
        assertThat(Notation.percent((Double) null)).isEqualTo("–");
    }

    @Test
    void wordsAreListedAndCounted() {
        assertThat(Notation.listed(List.of("a"))).isEqualTo("a");
        assertThat(Notation.listed(List.of("a", "b", "c"))).isEqualTo("a, b and c");
        assertThat(Notation.counted(1, "seed")).isEqualTo("1 seed");
        assertThat(Notation.counted(12_345, "event")).isEqualTo("12,345 events");
    }
}
