package io.primacy.learner.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.learner.TestingConfigs;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Scale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConstraintTest {

    @Property(tries = 300)
    void underAnyLossesTheMultiplierStaysFiniteAndInBounds(
            @ForAll Scale scale,
            @ForAll double[] losses,
            @ForAll double[] references,
            @ForAll double[] norms) {
        ConstraintConfig config = TestingConfigs.constraint(scale, 4);
        Constraint constraint = new Constraint(0, 0, config);

        for (int i = 0; i < Math.min(losses.length, references.length); i++) {
            if (norms.length > 1) {
                constraint.observeGradients(
                        Math.abs(norms[i % norms.length]), Math.abs(norms[(i + 1) % norms.length]));
            }
            constraint.observeLosses(losses[i], references[i]);

            assertThat(constraint.multiplier()).isBetween(0.0, config.max());
            assertThat(constraint.lambda()).isFinite().isNotNegative();
        }
    }

    @Test
    void aBrokenConstraintPushesHarderAndAKeptOneIsReleased() {
        Constraint constraint = new Constraint(0, 0, TestingConfigs.constraint(Scale.NONE, 4));

        constraint.observeLosses(1.1, 1.0);
        assertThat(constraint.multiplier()).isCloseTo(4.1, within(1e-12));

        for (int i = 0; i < 100; i++) {
            constraint.observeLosses(0.9, 1.0);
        }
        assertThat(constraint.multiplier()).isZero();
    }

    @Test
    void lambdaIsTheRatioTimesTheRatioOfTheNorms() {
        Constraint constraint =
                new Constraint(0, 0, TestingConfigs.constraint(Scale.GRADIENT_NORM, 4));

        constraint.observeGradients(0.5, 2);

        assertThat(constraint.lambda()).isCloseTo(16, within(1e-12));
    }

    @Test
    void missingLossesHoldTheMultiplier() {
        Constraint constraint = new Constraint(0, 0, TestingConfigs.constraint(Scale.NONE, 4));

        constraint.observeLosses(Double.NaN, 1);
        constraint.observeLosses(1, Double.NaN);
        constraint.observeLosses(Double.POSITIVE_INFINITY, 1);

        assertThat(constraint.multiplier()).isEqualTo(4);
    }

    @Test
    void theStateIsAllThereIs() {
        Constraint one = new Constraint(0, 0, TestingConfigs.constraint(Scale.GRADIENT_NORM, 4));
        for (int i = 1; i < 20; i++) {
            one.observeGradients(i, 1.0 / i);
            one.observeLosses(1 + 0.01 * i, 1);
        }
        double[] state = new double[Constraint.STATE_SIZE];
        one.state(state, 0);
        Constraint other = new Constraint(0, 0, TestingConfigs.constraint(Scale.GRADIENT_NORM, 4));
        other.restore(state, 0);

        one.observeGradients(3, 4);
        other.observeGradients(3, 4);
        one.observeLosses(1.3, 1);
        other.observeLosses(1.3, 1);

        assertThat(other.lambda()).isEqualTo(one.lambda());
        assertThat(other.multiplier()).isEqualTo(one.multiplier());
    }
}
