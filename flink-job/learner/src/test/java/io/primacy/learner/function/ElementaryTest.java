package io.primacy.learner.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final int POINTS = 200_000;

    @Test
    void exponentialIsThatOfTheJdk() {
        double[] x = new double[POINTS];
        double[] given = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            given[i] = -64.0 * i / POINTS;
            x[i] = given[i];
        }

        Elementary.exp(x, POINTS);

        for (int i = 0; i < POINTS; i++) {
            assertThat(x[i] / Math.exp(given[i])).as("e^%s", given[i]).isEqualTo(1, offset(4e-13));
        }
    }

    @Test
    void farBelowZeroTheExponentialIsAsGoodAsNone() {
        double[] x = {-65, -1e9, Double.NEGATIVE_INFINITY, Double.NaN, 0, -0.0};

        Elementary.exp(x, x.length);

        assertThat(x[0]).isEqualTo(x[1]).isEqualTo(x[2]).isBetween(0.0, 2e-28);
        assertThat(x[3]).isNaN();
        assertThat(x[4]).isEqualTo(1);
        assertThat(x[5]).isEqualTo(1);
    }

    @Test
    void logarithmIsThatOfTheJdk() {
        double[] x = new double[POINTS];
        double[] given = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            given[i] = i < 100 ? Math.pow(10, -i / 5.0) : (double) i / (POINTS - 1);
            x[i] = given[i];
        }

        Elementary.log1p(x, POINTS);

        for (int i = 0; i < POINTS; i++) {
            assertThat(x[i] / Math.log1p(given[i]))
                    .as("ln(1 + %s)", given[i])
                    .isEqualTo(1, offset(1e-14));
        }
    }

    @Test
    void logarithmKeepsZeroAndNaN() {
        double[] x = {0, Double.NaN};

        Elementary.log1p(x, 2);

        assertThat(x[0]).isZero();
        assertThat(x[1]).isNaN();
    }
}
