package io.primacy.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.primacy.schema.config.OptimizerConfig;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every optimizer must do. */
class OptimizerContractTest {

    private static final long NUMBER = 3;

    private static Optimizer optimizer(OptimizerConfig.Type type) {
        return Optimizer.of(new OptimizerConfig(type, 0.1, 1e-7, 1e-10, 0));
    }

    private static float[] slots(Optimizer optimizer, float... weights) {
        float[] slots = new float[weights.length * optimizer.slotsPerWeight()];
        optimizer.initialize(weights, 0, slots, 0, weights.length);
        return slots;
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void aZeroGradientChangesNothing(OptimizerConfig.Type type) {
        Optimizer optimizer = optimizer(type);
        float[] weights = {1, -2, 3};
        float[] slots = slots(optimizer, weights);
        float[] slotsBefore = slots.clone();

        optimizer.step(weights, 0, slots, 0, new float[3], 0, 3, 1f, NUMBER);

        assertThat(weights).containsExactly(1, -2, 3);
        assertThat(slots).isEqualTo(slotsBefore);
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void aZeroGradientChangesNothingAfterOtherStepsEither(OptimizerConfig.Type type) {
        Optimizer optimizer = optimizer(type);
        float[] weights = {1, -2, 3};
        float[] slots = slots(optimizer, weights);
        optimizer.step(weights, 0, slots, 0, new float[] {1, -2, 0.5f}, 0, 3, 1f, NUMBER);
        float[] weightsBefore = weights.clone();
        float[] slotsBefore = slots.clone();

        optimizer.step(weights, 0, slots, 0, new float[] {0, -0f, 0}, 0, 3, 1f, NUMBER + 1);

        assertThat(weights).isEqualTo(weightsBefore);
        assertThat(slots).isEqualTo(slotsBefore);
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void aWeightMovesTheSameWhereverItStands(OptimizerConfig.Type type) {
        SplittableRandom random = new SplittableRandom(11);
        int n = 37;
        float[] forward = new float[n];
        float[] reversed = new float[n];
        for (int i = 0; i < n; i++) {
            forward[i] = (float) random.nextGaussian();
            reversed[n - 1 - i] = forward[i];
        }
        Optimizer optimizer = optimizer(type);
        float[] forwardSlots = slots(optimizer, forward);
        float[] reversedSlots = slots(optimizer, reversed);

        for (int step = 1; step <= 20; step++) {
            float[] gradient = new float[n];
            float[] mirrored = new float[n];
            for (int i = 0; i < n; i++) {
                gradient[i] = (float) random.nextGaussian();
                mirrored[n - 1 - i] = gradient[i];
            }
            optimizer.step(forward, 0, forwardSlots, 0, gradient, 0, n, 0.7f, step);
            optimizer.step(reversed, 0, reversedSlots, 0, mirrored, 0, n, 0.7f, step);
        }

        for (int i = 0; i < n; i++) {
            assertThat(reversed[n - 1 - i]).as("weight " + i).isEqualTo(forward[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void aWeightThatWasMovedFromOutsideGoesOnFromWhereItIs(OptimizerConfig.Type type) {
        Optimizer optimizer = optimizer(type);
        float[] weights = {1, -2};
        float[] slots = slots(optimizer, weights);
        optimizer.step(weights, 0, slots, 0, new float[] {0.5f, 0.5f}, 0, 2, 1f, NUMBER);
        weights[0] = 7;
        weights[1] = 0;

        optimizer.settle(weights, 0, slots, 0, 2);
        assertThat(weights).containsExactly(7, 0);
        optimizer.step(weights, 0, slots, 0, new float[] {1e-4f, -1e-4f}, 0, 2, 1f, NUMBER + 1);

        assertThat(weights[0]).isCloseTo(7, within(0.11f));
        assertThat(weights[1]).isCloseTo(0, within(0.11f));
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void onlyTheGivenRunIsTouched(OptimizerConfig.Type type) {
        Optimizer optimizer = optimizer(type);
        float[] page = new float[14];
        float[] gradient = {9, 9, 1, 1, 9};

        optimizer.step(page, 4, page, 8, gradient, 2, 2, 1f, NUMBER);

        for (int i : new int[] {0, 1, 2, 3, 6, 7, 12, 13}) {
            assertThat(page[i]).as("element " + i).isZero();
        }
        assertThat(page[4]).isNegative().isEqualTo(page[5]);
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void theScaleActsOnTheGradient(OptimizerConfig.Type type) {
        Optimizer optimizer = optimizer(type);
        float[] scaled = {1, 1};
        float[] plain = {1, 1};
        float[] scaledSlots = slots(optimizer, scaled);
        float[] plainSlots = slots(optimizer, plain);

        optimizer.step(scaled, 0, scaledSlots, 0, new float[] {2, -4}, 0, 2, 0.25f, NUMBER);
        optimizer.step(plain, 0, plainSlots, 0, new float[] {0.5f, -1}, 0, 2, 1f, NUMBER);

        assertThat(scaled).isEqualTo(plain);
        assertThat(scaledSlots).isEqualTo(plainSlots);
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void aConvexProblemIsSolved(OptimizerConfig.Type type) {
        Optimizer optimizer = optimizer(type);
        float[] weights = {5, -3};
        float[] slots = slots(optimizer, weights);
        float[] optimum = {1, 2};

        for (int step = 0; step < 20_000; step++) {
            float[] gradient = {weights[0] - optimum[0], 0.2f * (weights[1] - optimum[1])};
            optimizer.step(weights, 0, slots, 0, gradient, 0, 2, 1f, step + 1);
        }

        assertThat(weights).containsExactly(optimum, within(1e-3f));
    }

    @ParameterizedTest
    @EnumSource(OptimizerConfig.Type.class)
    void itGoesOnFromItsSlotsAlone(OptimizerConfig.Type type) {
        float[] weights = {1, 2};
        float[] slots = slots(optimizer(type), weights);
        optimizer(type).step(weights, 0, slots, 0, new float[] {1, 2}, 0, 2, 1f, NUMBER);
        float[] sameWeights = weights.clone();
        float[] sameSlots = slots.clone();
        Optimizer continued = optimizer(type);

        continued.step(weights, 0, slots, 0, new float[] {3, -1}, 0, 2, 1f, NUMBER);
        optimizer(type).step(sameWeights, 0, sameSlots, 0, new float[] {3, -1}, 0, 2, 1f, NUMBER);

        assertThat(sameWeights).isEqualTo(weights);
        assertThat(sameSlots).isEqualTo(slots);
    }
}
