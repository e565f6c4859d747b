package io.primacy.learner.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.primacy.schema.config.ConstraintConfig;
import io.primacy.schema.config.ConstraintConfig.Controller;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.ConstraintConfig.Scale;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped dual step on convex problems with a known answer and with what it lives on, examples
 * that differ: L_j(θ; x) = ½‖θ − x‖² with x scattered around c_j, mini-batches, and a reference
 * that sees the same ones. Multipliers and weights wander around the closed form's; their means are
 * held to it.
 *
 * <p>Without scatter the gradients at the optimum vanish, and with them the scale in which the
 * default counts: there the published form is the one to take, see {@link ConvergenceTest}.
 */
class StochasticConvergenceTest {
    private static final int BATCH = 256;
    private static final double SCATTER = 3;
    private static final double LEARNING_RATE = 0.02;
    private static final int STEPS = 20_000;
    private static final int AVERAGED = 10_000;

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(new double[][] {{0, 0}, {3, 4}}, new double[] {1.5}),
                Arguments.of(new double[][] {{0, 0}, {4, 0}, {2, 5}}, new double[] {2, 1.5}),
                Arguments.of(
                        new double[][] {{0, 0, 0}, {4, 0, 1}, {1, 5, 0}, {2, 1, 6}},
                        new double[] {4, 2, 1.5}));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void theShippedDualStepReachesClosedFormWeightsAndMultipliers(
            double[][] centres, double[] lambdas) {
        long seed = 11;
        System.out.println("Convex problem of " + lambdas.length + " constraints, seed " + seed);
        ConstraintConfig shipped =
                new ConstraintConfig(
                        Reference.SHADOW,
                        0,
                        0,
                        0,
                        1,
                        Scale.GRADIENT_NORM,
                        Controller.EXPONENTIATED,
                        0.003,
                        0.02,
                        2,
                        0.5,
                        100,
                        1,
                        0.98);
        Problem problem = new Problem(shipped, centres, lambdas, new SplittableRandom(seed));

        for (int step = 0; step < STEPS; step++) {
            problem.step(step >= STEPS - AVERAGED);
        }

        for (int j = 0; j < lambdas.length; j++) {
            assertThat(problem.meanLambda[j] / AVERAGED)
                    .as("λ of constraint " + j)
                    .isCloseTo(lambdas[j], offset(0.03 * lambdas[j]));
        }
        for (int i = 0; i < problem.optimum.length; i++) {
            assertThat(problem.meanTheta[i] / AVERAGED)
                    .as("weight " + i)
                    .isCloseTo(problem.optimum[i], offset(0.03));
        }
    }

    /** The last stage of a chain of tasks, one task a level. */
    private static final class Problem {
        final double[][] centres;
        final double[] optimum;
        final double[] meanLambda;
        final double[] meanTheta;
        private final SplittableRandom random;
        private final double[][] references;
        private final int[] levels;
        private final boolean[] labelled;
        private final Constraint[] constraints;
        private final Lagrangian lagrangian;
        private final double[] theta;

        Problem(
                ConstraintConfig config,
                double[][] centres,
                double[] lambdas,
                SplittableRandom random) {
            this.centres = centres;
            this.random = random;
            int tasks = centres.length;
            int dimensions = centres[0].length;
            levels = IntStream.range(0, tasks).toArray();
            labelled = new boolean[tasks];
            Arrays.fill(labelled, true);
            constraints = new Constraint[lambdas.length];
            for (int j = 0; j < lambdas.length; j++) {
                constraints[j] = new Constraint(j, j, config);
            }
            double[] weights = new double[tasks];
            Arrays.fill(weights, 1);
            lagrangian = new Lagrangian(levels, weights, config.scale());
            theta = new double[dimensions];
            meanTheta = new double[dimensions];
            meanLambda = new double[lambdas.length];
            optimum = ConvergenceTest.stationary(centres, lambdas);
            // As far from each centre as the optimum, on the other side of it: whoever stands there
            // has the loss that makes λ* the multipliers.
            references = new double[lambdas.length][dimensions];
            for (int j = 0; j < lambdas.length; j++) {
                for (int i = 0; i < dimensions; i++) {
                    references[j][i] = 2 * centres[j][i] - optimum[i];
                }
            }
        }

        void step(boolean averaged) {
            int tasks = centres.length;
            double[] losses = new double[tasks];
            double[] referenceLosses = new double[tasks];
            double[] products = new double[tasks * tasks];
            double[][] gradients = new double[tasks][theta.length];
            double[][] away = new double[tasks][theta.length];
            for (int example = 0; example < BATCH; example++) {
                for (int t = 0; t < tasks; t++) {
                    for (int i = 0; i < theta.length; i++) {
                        double x = centres[t][i] + SCATTER * random.nextGaussian();
                        away[t][i] = theta[i] - x;
                        gradients[t][i] += away[t][i] / BATCH;
                        losses[t] += 0.5 * away[t][i] * away[t][i] / BATCH;
                        if (t < references.length) {
                            double other = references[t][i] - x;
                            referenceLosses[t] += 0.5 * other * other / BATCH;
                        }
                    }
                }
                for (int t = 0; t < tasks; t++) {
                    for (int u = 0; u < tasks; u++) {
                        for (int i = 0; i < theta.length; i++) {
                            products[t * tasks + u] += away[t][i] * away[u][i] / BATCH / BATCH;
                        }
                    }
                }
            }
            lagrangian.combine(tasks - 1, constraints, levels, labelled, products);
            for (int t = 0; t < tasks; t++) {
                for (int i = 0; i < theta.length; i++) {
                    theta[i] -= LEARNING_RATE * lagrangian.shared()[t] * gradients[t][i];
                }
            }
            for (int j = 0; j < constraints.length; j++) {
                constraints[j].observeLosses(losses[j], referenceLosses[j], 0.5);
                if (averaged) {
                    meanLambda[j] += constraints[j].lambda();
                }
            }
            for (int i = 0; averaged && i < theta.length; i++) {
                meanTheta[i] += theta[i];
            }
        }
    }
}
