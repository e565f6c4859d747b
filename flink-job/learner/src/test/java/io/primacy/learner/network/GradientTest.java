package io.primacy.learner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.learner.TestingConfigs;
import io.primacy.learner.loss.Loss;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig.Architecture;
import io.primacy.schema.config.OptimizerConfig;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient against central finite differences, over losses, depths and architectures. */
class GradientTest {
    private static final int ROWS = 9;
    private static final float STEP = 1.0f / 512;

    static Stream<Arguments> networks() {
        return Stream.of(Architecture.values())
                .flatMap(
                        a ->
                                Stream.of(List.of(6), List.of(6, 5), List.of(5, 4, 3))
                                        .flatMap(
                                                experts ->
                                                        Stream.of(
                                                                        List.<Integer>of(),
                                                                        List.of(4),
                                                                        List.of(4, 3))
                                                                .map(
                                                                        tower ->
                                                                                Arguments.of(
                                                                                        a, experts,
                                                                                        tower))));
    }

    @ParameterizedTest(name = "{0} experts {1} towers {2}")
    @MethodSource("networks")
    void everyParameterAndInputAgreesWithFiniteDifferences(
            Architecture architecture, List<Integer> experts, List<Integer> towers) {
        LearnerConfig config =
                TestingConfigs.with(
                        TestingConfigs.learner(
                                architecture,
                                OptimizerConfig.Type.SGD,
                                ROWS,
                                TestingConfigs.threeLevels()),
                        TestingConfigs.network(architecture, experts, towers));
        checkEveryGradient(config);
    }

    @Test
    void everyParameterInputAndLinearSumOfAWideNetworkDoes() {
        LearnerConfig config =
                TestingConfigs.learner(
                        Architecture.MMOE,
                        OptimizerConfig.Type.SGD,
                        ROWS,
                        TestingConfigs.threeLevels());
        checkEveryGradient(TestingConfigs.with(config, TestingConfigs.wide(config.model())));
    }

    private static void checkEveryGradient(LearnerConfig config) {
        NetworkLayout layout = new NetworkLayout(config, 2);
        SplittableRandom random = new SplittableRandom(12);
        float[] parameters = new ParameterInitializer(layout, 7).parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += (float) (0.1 * random.nextGaussian());
        }
        float[] x = new float[ROWS * layout.inputs()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        float[] sums = new float[ROWS * layout.tasks().size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (float) random.nextGaussian();
        }
        float[] factors = {0.7f, 0.2f, 0.35f, 0.1f};

        Network network = new Network(layout, ROWS);
        lagrangian(network, layout, parameters, x, sums, factors);
        network.backwardTowers(new double[16]);
        float[] inputGradient = new float[ROWS * layout.inputs()];
        network.backwardShared(factors, factors, inputGradient);
        float[] gradient = network.gradient().clone();

        for (int i = 0; i < parameters.length; i++) {
            check(
                    "parameter " + i,
                    gradient[i],
                    network,
                    layout,
                    parameters,
                    i,
                    parameters,
                    x,
                    sums,
                    factors);
        }
        float[] linearGradient = network.linearGradient().clone();
        for (int i = 0; i < linearGradient.length; i++) {
            check(
                    "sum " + i,
                    linearGradient[i],
                    network,
                    layout,
                    sums,
                    i,
                    parameters,
                    x,
                    sums,
                    factors);
        }
        for (int i = 0; i < x.length; i++) {
            if (layout.wide() && i % layout.inputs() >= layout.numericOffset()) {
                continue; // Numerics are no parameters: the linear share is left out.
            }
            check(
                    "input " + i,
                    inputGradient[i],
                    network,
                    layout,
                    x,
                    i,
                    parameters,
                    x,
                    sums,
                    factors);
        }
    }

    private static void check(
            String what,
            float analytic,
            Network network,
            NetworkLayout layout,
            float[] changed,
            int i,
            float[] parameters,
            float[] x,
            float[] sums,
            float[] factors) {
        float value = changed[i];
        changed[i] = value + STEP;
        double above = lagrangian(network, layout, parameters, x, sums, factors);
        changed[i] = value - STEP;
        double below = lagrangian(network, layout, parameters, x, sums, factors);
        changed[i] = value;
        double here = lagrangian(network, layout, parameters, x, sums, factors);
        // Where a rectifier's kink lies within the step the two one-sided slopes differ, and the
        // gradient lies between them; with this seed none has a kink on either side.
        double right = (above - here) / STEP;
        double left = (here - below) / STEP;
        double tolerance = 2e-3 * Math.max(0.1, Math.abs(analytic));
        assertThat((double) analytic)
                .as(what)
                .isBetween(Math.min(left, right) - tolerance, Math.max(left, right) + tolerance);
    }

    private static double lagrangian(
            Network network,
            NetworkLayout layout,
            float[] parameters,
            float[] x,
            float[] sums,
            float[] factors) {
        network.forward(parameters, x, sums, ROWS);
        double sum = 0;
        for (int t = 0; t < layout.tasks().size(); t++) {
            Loss loss = Loss.of(layout.tasks().get(t).loss());
            for (int row = 0; row < ROWS; row++) {
                float label = (row + t) % 3 == 0 ? 1 : 0;
                float output = network.outputs(t)[row];
                sum += factors[t] * loss.value(output, label) / ROWS;
                network.outputGradients(t)[row] = loss.gradient(output, label) / ROWS;
            }
        }
        return sum;
    }
}
