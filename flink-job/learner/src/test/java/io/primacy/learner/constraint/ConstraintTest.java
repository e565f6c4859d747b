package io.primacy.learner.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.learner.TestingConfigs;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Scale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConstraintTest {

    @Test
    void aBrokenConstraintPushesHarderAndAKeptOneIsReleased() {
        Constraint constraint = new Constraint(0, 0, TestingConfigs.constraint(Scale.NONE, 4));

        constraint.observeLosses(1.1, 1.0, 0.3);
        assertThat(constraint.multiplier()).isCloseTo(4.1, within(1e-12));

        for (int i = 0; i < 100; i++) {
            constraint.observeLosses(0.9, 1.0, 0.3);
        }
        assertThat(constraint.multiplier()).isZero();
    }

    @Test
    void theSameViolationInUnitsOfItsNoiseMovesTheMultiplierTheSame() {
        Constraint quiet = exponentiated();
        Constraint noisy = exponentiated();
        SplittableRandom random = new SplittableRandom(3);

        for (int i = 0; i < 400; i++) {
            double z = random.nextGaussian() + 0.3;
            quiet.observeLosses(1 + 0.004 * z, 1, 0.3);
            noisy.observeLosses(1 + 0.04 * z, 1, 0.3);
        }

        assertThat(quiet.multiplier()).isGreaterThan(1.8);
        assertThat(noisy.multiplier()).isCloseTo(quiet.multiplier(), within(1e-9));
    }

    @Test
    void slackBeyondDoubtIsReleasedToTheMinimumAndNoiseIsNot() {
        Constraint slack = exponentiated();
        Constraint noise = exponentiated();
        SplittableRandom random = new SplittableRandom(3);

        for (int i = 0; i < 400; i++) {
            double z = random.nextGaussian();
            slack.observeLosses(1 + 0.01 * (z - 0.7), 1, 0.3);
            noise.observeLosses(1 + 0.01 * z, 1, 0.3);
        }

        assertThat(slack.multiplier()).isEqualTo(0.5);
        assertThat(noise.multiplier()).isBetween(1.1, 2.0);
    }

    @Test
    void aViolationPullsBeyondFourStandardErrorsAndNotBefore() {
        assertThat(pull(0.3)).isZero();
        assertThat(pull(0.5)).isCloseTo(0.1 * (0.5 * Math.sqrt(99) - 4), within(0.02));
    }

    /** After violations of that mean in units of their noise, of which 99 are remembered. */
    private static double pull(double mean) {
        Constraint constraint =
                new Constraint(
                        0, 0, TestingConfigs.exponentiated(Scale.GRADIENT_NORM).withPull(0.1));
        for (int i = 0; i < 400; i++) {
            constraint.observeLosses(1 + 0.01 * (mean + (i % 2 == 0 ? 1 : -1)), 1, 0.3);
        }
        return constraint.pull();
    }

    @Test
    void anAbsoluteToleranceIsInTheUnitOfTheLoss() {
        ConstraintConfig c = TestingConfigs.constraint(Scale.NONE, 4);
        ConstraintConfig tolerant =
                new ConstraintConfig(
                        c.reference(),
                        c.warmup(),
                        0.1,
                        0.5,
                        c.clip(),
                        c.scale(),
                        c.controller(),
                        c.learningRate(),
                        0,
                        c.initial(),
                        0,
                        c.max(),
                        c.proportional(),
                        c.smoothing());
        Constraint constraint = new Constraint(0, 0, tolerant);

        constraint.observeLosses(10 + 0.5 + 1, 10, 0.3);
        assertThat(constraint.multiplier()).isCloseTo(4, within(1e-12));
        constraint.observeLosses(10 + 0.5 + 2, 10, 0.3);
        assertThat(constraint.multiplier()).isGreaterThan(4);
    }

    private static Constraint exponentiated() {
        return new Constraint(0, 0, TestingConfigs.exponentiated(Scale.GRADIENT_NORM));
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

        constraint.observeLosses(Double.NaN, 1, 0.3);
        constraint.observeLosses(1, Double.NaN, 0.3);
        constraint.observeLosses(Double.POSITIVE_INFINITY, 1, 0.3);

        assertThat(constraint.multiplier()).isEqualTo(4);
    }

    @Test
    void theStateIsAllThereIs() {
        Constraint one = new Constraint(0, 0, TestingConfigs.constraint(Scale.GRADIENT_NORM, 4));
        for (int i = 1; i < 20; i++) {
            one.observeGradients(i, 1.0 / i);
            one.observeLosses(1 + 0.01 * i, 1, 0.3);
        }
        double[] state = new double[Constraint.STATE_SIZE];
        one.state(state, 0);
        Constraint other = new Constraint(0, 0, TestingConfigs.constraint(Scale.GRADIENT_NORM, 4));
        other.restore(state, 0);

        one.observeGradients(3, 4);
        other.observeGradients(3, 4);
        one.observeLosses(1.3, 1, 0.3);
        other.observeLosses(1.3, 1, 0.3);

        assertThat(other.lambda()).isEqualTo(one.lambda());
        assertThat(other.multiplier()).isEqualTo(one.multiplier());
    }

    @Test
    void aFrozenReferenceIsTheLossOfTheWarmUpForGood() {
        Constraint constraint =
                new Constraint(
                        0,
                        0,
                        TestingConfigs.referenced(
                                ConstraintConfig.Reference.FROZEN,
                                ConstraintConfig.Controller.GRADIENT_ASCENT,
                                100));
        assertThat(constraint.reference(9)).isNaN();
        constraint.observeLosses(5, 9, 0.5);
        assertThat(constraint.multiplier()).as("without a reference it holds").isEqualTo(4);

        constraint.observeWarmup(0.2, 0.5);
        constraint.observeLosses(0.4, 9, 0.1);

        assertThat(constraint.reference(9)).isCloseTo(0.2, within(1e-12));
        assertThat(constraint.multiplier()).isGreaterThan(4);
    }

    @Test
    void aNormalizedReferenceFollowsTheBaseRate() {
        Constraint constraint =
                new Constraint(
                        0,
                        0,
                        TestingConfigs.referenced(
                                ConstraintConfig.Reference.NORMALIZED,
                                ConstraintConfig.Controller.GRADIENT_ASCENT,
                                100));
        for (int i = 0; i < 2_000; i++) {
            constraint.observeWarmup(0.5 * Math.log(2), 0.5);
        }
        assertThat(constraint.reference(9)).isCloseTo(0.5 * Math.log(2), within(1e-9));

        for (int i = 0; i < 2_000; i++) {
            constraint.observeLosses(0.2, 9, 0.1);
        }

        double entropy = -0.1 * Math.log(0.1) - 0.9 * Math.log(0.9);
        assertThat(constraint.reference(9)).isCloseTo(0.5 * entropy, within(1e-6));
    }

    @Test
    void nuPiAnswersAJumpAtOnceAndGradientAscentSlowly() {
        Constraint pi =
                new Constraint(
                        0,
                        0,
                        TestingConfigs.referenced(
                                ConstraintConfig.Reference.SHADOW,
                                ConstraintConfig.Controller.NUPI,
                                0));
        Constraint ascent =
                new Constraint(
                        0,
                        0,
                        TestingConfigs.referenced(
                                ConstraintConfig.Reference.SHADOW,
                                ConstraintConfig.Controller.GRADIENT_ASCENT,
                                0));
        for (int i = 0; i < 50; i++) {
            pi.observeLosses(1, 1, 0.5);
            ascent.observeLosses(1, 1, 0.5);
        }

        pi.observeLosses(1.5, 1, 0.5);
        ascent.observeLosses(1.5, 1, 0.5);

        // e = 0.5, and the average moves by 0.1 · 0.5 (its weight is 1 after 50 batches, nearly).
        assertThat(ascent.multiplier()).isCloseTo(4.05, within(1e-3));
        assertThat(pi.multiplier()).isCloseTo(4.55, within(1e-3));
    }
}
