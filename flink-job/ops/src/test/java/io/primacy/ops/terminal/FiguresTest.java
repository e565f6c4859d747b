package io.primacy.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void figuresLookTheSameEverywhere() {
        assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
        assertThat(Figures.decimal(0.07145, 4)).isEqualTo("0.0715");
        assertThat(Figures.percent(-0.0006)).isEqualTo("-0.06 %");
        assertThat(Figures.perSecond(9012.4)).isEqualTo("9,012/s");
        assertThat(Figures.bytes(1023)).isEqualTo("1023 B");
        assertThat(Figures.bytes(1_572_864)).isEqualTo("1.5 MiB");
        assertThat(Figures.duration(Duration.ofMillis(850))).isEqualTo("850 ms");
        assertThat(Figures.duration(Duration.ofMillis(12_340))).isEqualTo("12.3 s");
        assertThat(Figures.duration(Duration.ofSeconds(245))).isEqualTo("4 min 05 s");
    }

    @Test
    void whatDoesNotExistIsADash() {
        assertThat(Figures.decimal(null, 3)).isEqualTo("–");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
    }
}
