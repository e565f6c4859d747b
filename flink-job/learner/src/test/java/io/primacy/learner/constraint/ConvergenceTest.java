package io.primacy.learner.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.learner.optimizer.Optimizer;
import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Controller;
import io.primacy.schema.config.ConstraintConfig.Scale;
import io.primacy.schema.config.OptimizerConfig;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Convex problems with a known answer: quadratic losses L_j = ½‖θ − c_j‖², each constrained one
 * held to a reference R_j. The Lagrangian's stationary point is the weighted mean of the centres.
 */
class ConvergenceTest {

    @ParameterizedTest
    @EnumSource(Scale.class)
    void oneConstraintReachesClosedFormWeightsAndMultiplier(Scale scale) {
        double[][] centres = {{0, 0}, {3, 4}};
        double reference = 2;
        // ‖θ − c₀‖ = ‖c₁ − c₀‖/(1+λ) and ½‖θ − c₀‖² = R give λ* = ‖c₁ − c₀‖/√(2R) − 1.
        double lambda = 5 / Math.sqrt(2 * reference) - 1;
        double[] theta = {3 / (1 + lambda), 4 / (1 + lambda)};

        Result result = solve(scale, centres, new int[] {0, 1}, new double[] {reference});

        assertThat(result.lambdas[0]).isCloseTo(lambda, within(1e-3));
        assertThat(result.theta).containsExactly(theta, within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void twoConstraintsOfDifferentPriorityReachClosedFormWeightsAndMultipliers(Scale scale) {
        double[][] centres = {{0, 0}, {4, 0}, {2, 5}};
        // Choose λ* first; the references are the losses at its stationary point.
        double[] lambdas = {1.5, 0.5};
        double[] theta = stationary(centres, lambdas);
        double[] references = {loss(theta, centres[0]), loss(theta, centres[1])};

        Result result = solve(scale, centres, new int[] {0, 1, 2}, references);

        assertThat(result.lambdas).containsExactly(lambdas, within(2e-3));
        assertThat(result.theta).containsExactly(theta, within(2e-3));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void threeConstraintsOfDifferentPriorityReachClosedFormWeightsAndMultipliers(Scale scale) {
        double[][] centres = {{0, 0, 0}, {4, 0, 1}, {1, 5, 0}, {2, 1, 6}};
        double[] lambdas = {1.2, 0.4, 2};
        double[] theta = stationary(centres, lambdas);
        double[] references = references(theta, centres);

        Result result = solve(scale, centres, new int[] {0, 1, 2, 3}, references);

        assertThat(result.lambdas).containsExactly(lambdas, within(5e-3));
        assertThat(result.theta).containsExactly(theta, within(2e-3));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void nuPiReachesThemToo(Scale scale) {
        double[][] centres = {{0, 0, 0}, {4, 0, 1}, {1, 5, 0}, {2, 1, 6}};
        double[] lambdas = {1.2, 0.4, 2};
        double[] theta = stationary(centres, lambdas);
        double[] references = references(theta, centres);

        Result result =
                solve(config(scale, Controller.NUPI), centres, new int[] {0, 1, 2, 3}, references);

        assertThat(result.lambdas).containsExactly(lambdas, within(5e-3));
        assertThat(result.theta).containsExactly(theta, within(2e-3));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void aSlackConstraintIsReleasedAltogether(Scale scale) {
        double[][] centres = {{0, 0}, {1, 1}};

        Result result = solve(scale, centres, new int[] {0, 1}, new double[] {50});

        assertThat(result.lambdas[0]).isZero();
        assertThat(result.theta).containsExactly(new double[] {1, 1}, within(1e-3));
    }

    /** Where (Σ λ_j·L_j + L_last)/(1 + Σ λ_j) is least: the weighted mean of the centres. */
    static double[] stationary(double[][] centres, double[] lambdas) {
        double[] theta = centres[lambdas.length].clone();
        double sum = 1;
        for (int j = 0; j < lambdas.length; j++) {
            sum += lambdas[j];
            for (int i = 0; i < theta.length; i++) {
                theta[i] += lambdas[j] * centres[j][i];
            }
        }
        for (int i = 0; i < theta.length; i++) {
            theta[i] /= sum;
        }
        return theta;
    }

    /** Losses there of all but the last. */
    private static double[] references(double[] theta, double[][] centres) {
        double[] references = new double[centres.length - 1];
        for (int j = 0; j < references.length; j++) {
            references[j] = loss(theta, centres[j]);
        }
        return references;
    }

    private record Result(double[] lambdas, double[] theta) {}

    private static Result solve(
            Scale scale, double[][] centres, int[] levels, double[] references) {
        return solve(config(scale, Controller.GRADIENT_ASCENT), centres, levels, references);
    }

    private static ConstraintConfig config(Scale scale, Controller controller) {
        return new ConstraintConfig(
                ConstraintConfig.Reference.SHADOW,
                0,
                0,
                1,
                scale,
                controller,
                0.01,
                3,
                100,
                1,
                0.5);
    }

    private static Result solve(
            ConstraintConfig config, double[][] centres, int[] levels, double[] references) {
        int tasks = centres.length;
        Constraint[] constraints = new Constraint[tasks - 1];
        int[] positions = new int[tasks - 1];
        for (int j = 0; j < constraints.length; j++) {
            constraints[j] = new Constraint(j, j, config);
            positions[j] = j;
        }
        double[] weights = new double[tasks];
        Arrays.fill(weights, 1);
        boolean[] labelled = new boolean[tasks];
        Arrays.fill(labelled, true);
        Lagrangian lagrangian = new Lagrangian(levels, weights, config.scale());
        Optimizer sgd =
                Optimizer.of(new OptimizerConfig(OptimizerConfig.Type.SGD, 0.05, 0, 1e-10, 0));

        float[] theta = new float[centres[0].length];
        for (int step = 0; step < 40_000; step++) {
            double[] losses = new double[tasks];
            double[] gram = new double[tasks * tasks];
            for (int t = 0; t < tasks; t++) {
                losses[t] = loss(doubles(theta), centres[t]);
                for (int u = 0; u < tasks; u++) {
                    for (int i = 0; i < theta.length; i++) {
                        gram[t * tasks + u] +=
                                (theta[i] - centres[t][i]) * (theta[i] - centres[u][i]);
                    }
                }
            }
            lagrangian.combine(tasks - 1, constraints, positions, labelled, gram);
            float[] gradient = new float[theta.length];
            for (int t = 0; t < tasks; t++) {
                for (int i = 0; i < theta.length; i++) {
                    gradient[i] += lagrangian.shared()[t] * (float) (theta[i] - centres[t][i]);
                }
            }
            sgd.step(theta, 0, new float[0], 0, gradient, 0, theta.length, 1f, step + 1);
            for (int j = 0; j < constraints.length; j++) {
                constraints[j].observeLosses(losses[j], references[j], 0.5);
            }
        }
        double[] lambdas = new double[constraints.length];
        for (int j = 0; j < lambdas.length; j++) {
            lambdas[j] = constraints[j].lambda();
        }
        return new Result(lambdas, doubles(theta));
    }

    private static double loss(double[] theta, double[] centre) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            sum += 0.5 * (theta[i] - centre[i]) * (theta[i] - centre[i]);
        }
        return sum;
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
