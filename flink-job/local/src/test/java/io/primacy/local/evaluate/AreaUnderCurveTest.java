package io.primacy.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {
    private static final float NONE = Float.NaN;

    @Test
    void tiesCountHalfAndUnlabelledEventsDoNotCount() {
        float[] scores = {0.9f, 0.1f, 0.5f, 0.5f, 0.99f, 0.7f};
        float[] labels = {0, 1, 1, 0, 0, NONE};
        float[] weights = {1, 1, 1, 1, 1, 1};

        // Of the six pairs of a positive and a negative one is tied, and the positive wins none.
        assertThat(AreaUnderCurve.of(scores, labels, weights, 0)).isCloseTo(0.5 / 6, within(1e-12));
    }

    @Test
    void onlyEventsFromTheFirstOnCount() {
        float[] scores = {0.9f, 0.2f, 0.8f};
        float[] labels = {0, 0, 1};

        assertThat(AreaUnderCurve.of(scores, labels, new float[] {1, 1, 1}, 0)).isEqualTo(0.5);
        assertThat(AreaUnderCurve.of(scores, labels, new float[] {1, 1, 1}, 1)).isEqualTo(1);
        assertThat(AreaUnderCurve.of(scores, labels, new float[] {1, 1, 1}, 2)).isNaN();
    }

    @Test
    void weightsCountAsRepetitionsAndNegativeScoresOrder() {
        float[] scores = {-2f, -1f, 0f, 3f};
        float[] labels = {1, 0, 1, 0};
        float[] weights = {1, 3, 2, 1};

        // Wins: the second positive (weight 2) over the first negative (3); of 3 · 4 weighted
        // pairs.
        assertThat(AreaUnderCurve.of(scores, labels, weights, 0))
                .isCloseTo(6.0 / 12, within(1e-12));
    }
}
