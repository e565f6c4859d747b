package io.primacy.learner.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.schema.config.TaskConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {

    @ParameterizedTest
    @EnumSource(TaskConfig.Loss.class)
    void theGradientAgreesWithFiniteDifferences(TaskConfig.Loss type) {
        Loss loss = Loss.of(type);
        for (float y : new float[] {0, 0.3f, 1}) {
            for (float z = -6; z <= 6; z += 0.75f) {
                float h = 1f / 128;
                double slope = (loss.value(z + h, y) - loss.value(z - h, y)) / (2 * h);
                assertThat((double) loss.gradient(z, y))
                        .as("z=%s y=%s", z, y)
                        .isCloseTo(slope, within(2e-3 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TaskConfig.Loss.class)
    void lossesAreFiniteAndNotNegativeFarOut(TaskConfig.Loss type) {
        Loss loss = Loss.of(type);
        for (float z : new float[] {-1e4f, -100, 0, 100, 1e4f}) {
            assertThat(loss.value(z, 1)).isFinite().isNotNegative();
            assertThat(loss.value(z, 0)).isFinite().isNotNegative();
            assertThat(loss.gradient(z, 1)).isFinite();
        }
    }

    @Test
    void logisticLossIsTheNegativeLogLikelihood() {
        Loss loss = Loss.of(TaskConfig.Loss.LOGISTIC);

        assertThat(loss.value(2, 1)).isCloseTo(-Math.log(1 / (1 + Math.exp(-2))), within(1e-12));
        assertThat(loss.prediction(0)).isEqualTo(0.5f);
    }
}
