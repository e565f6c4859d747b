package io.primacy.learner.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Controller;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.ConstraintConfig.Scale;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** 0 ≤ λ, min ≤ ρ ≤ max, all finite: whatever the losses and gradients are. */
class MultiplierBoundsTest {
    private static final double MAX = 20;

    @Property(tries = 1_000)
    void underAnySequenceOfLossesAndGradientsTheMultiplierStaysInItsBounds(
            @ForAll Controller controller,
            @ForAll Reference reference,
            @ForAll Scale scale,
            @ForAll @DoubleRange(min = 0, max = 0.5) double tolerance,
            @ForAll @DoubleRange(min = 0, max = 1_000) double learningRate,
            @ForAll @DoubleRange(min = 0, max = 0.99) double smoothing,
            @ForAll("batches") @Size(max = 60) List<double[]> batches) {
        ConstraintConfig config =
                config(controller, reference, scale, tolerance, learningRate, smoothing);
        Constraint constraint = new Constraint(0, 0, config);

        for (int i = 0; i < batches.size(); i++) {
            double[] b = batches.get(i);
            constraint.observeGradients(b[0], b[1]);
            if (i % 3 == 0) {
                constraint.observeWarmup(b[2], 0.3);
            } else {
                constraint.observeLosses(b[2], b[3], 0.3);
            }
            if (i % 7 == 6) {
                constraint = restored(constraint, config);
            }

            assertThat(constraint.multiplier()).isBetween(config.min(), MAX);
            assertThat(constraint.lambda()).isFinite().isNotNegative();
            if (scale == Scale.NONE) {
                assertThat(constraint.lambda()).isLessThanOrEqualTo(MAX);
            }
        }
    }

    @Property(tries = 300)
    void lossesThatAreMissingOrNotFiniteHoldIt(
            @ForAll Controller controller,
            @ForAll Scale scale,
            @ForAll("notFinite") double broken) {
        ConstraintConfig config = config(controller, Reference.SHADOW, scale, 0, 0.1, 0.9);
        Constraint constraint = new Constraint(0, 0, config);
        for (int i = 0; i < 30; i++) {
            constraint.observeGradients(1, 2);
            constraint.observeLosses(0.5 + 0.01 * (i % 3), 0.5, 0.3);
        }
        double[] before = new double[Constraint.STATE_SIZE];
        constraint.state(before, 0);

        constraint.observeLosses(broken, 0.5, 0.3);
        constraint.observeGradients(broken, 1);
        constraint.observeGradients(1, broken);

        double[] after = new double[Constraint.STATE_SIZE];
        constraint.state(after, 0);
        assertThat(after[0]).as("multiplier").isEqualTo(before[0]);
        if (scale == Scale.GRADIENT_NORM) {
            assertThat(after).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<List<double[]>> batches() {
        Arbitrary<Double> any =
                Arbitraries.oneOf(
                        Arbitraries.doubles().between(0, 2),
                        Arbitraries.doubles().between(0, Double.MAX_VALUE),
                        Arbitraries.of(
                                0.0,
                                Double.MIN_VALUE,
                                Double.MAX_VALUE,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                -1.0));
        return any.array(double[].class).ofSize(4).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<Double> notFinite() {
        return Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    private static Constraint restored(Constraint from, ConstraintConfig config) {
        double[] state = new double[Constraint.STATE_SIZE];
        from.state(state, 0);
        Constraint constraint = new Constraint(0, 0, config);
        constraint.restore(state, 0);
        return constraint;
    }

    private static ConstraintConfig config(
            Controller controller,
            Reference reference,
            Scale scale,
            double tolerance,
            double learningRate,
            double smoothing) {
        return new ConstraintConfig(
                reference,
                0,
                tolerance,
                0,
                1,
                scale,
                controller,
                learningRate,
                0.02,
                1.5,
                controller == Controller.EXPONENTIATED ? 0.5 : 0,
                MAX,
                1,
                smoothing);
    }
}
