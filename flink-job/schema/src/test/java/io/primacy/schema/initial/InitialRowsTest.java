package io.primacy.schema.initial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InitialRowsTest {
    /** Made with an independent implementation in another language. */
    @Test
    void theValuesAreThoseOfTheFormat() {
        float[] values = new float[6];

        new InitialRows(7, InitialRows.RANGE).fill(0x44bc2cf5ad770999L, 4, values, 1);

        assertThat(values)
                .containsExactly(0f, 0.013670066f, -0.0420948f, -0.008424178f, 0.0033046931f, 0f);
    }

    @Test
    void negativeIdsHaveValuesInRangeToo() {
        float[] values = new float[1000];

        new InitialRows(-3, InitialRows.RANGE).fill(-1, values.length, values, 0);

        for (float value : values) {
            assertThat(value).isBetween(-InitialRows.RANGE, InitialRows.RANGE);
        }
        assertThat(values).hasSizeGreaterThan(0).doesNotHaveDuplicates();
    }
}
