package io.primacy.benchmark.setting;

import io.primacy.learner.network.NetworkLayout;
import io.primacy.schema.config.ConstraintConfig.Reference;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.ModelConfig;
import io.primacy.schema.config.ModelConfig.Architecture;

/**
 * Floating-point operations of a network per example. Forward, every dense weight is one
 * multiply-add, and so is every output of an expert that a gate mixes; backward, each of them is
 * two: once for the gradient of the weight, once for that of the input. Biases, activations,
 * losses, embedding rows and the optimizer count nothing: what is left is what a matrix product
 * could do.
 *
 * @param weights dense weights without biases
 * @param mixed outputs of experts that the gates mix
 */
public record FlopCount(long weights, long mixed) {
    private static final int FLOPS_PER_MULTIPLY_ADD = 2;
    private static final int PASSES = 3;

    /** The network of one level's stage. */
    public static FlopCount of(LearnerConfig config, int level) {
        NetworkLayout layout = new NetworkLayout(config, level);
        ModelConfig model = config.model();
        int tasks = layout.tasks().size();
        boolean gated = model.architecture() != Architecture.SHARED_BOTTOM;
        int mixedExperts = model.experts() + model.taskExperts();
        long experts = model.experts() + (long) tasks * model.taskExperts();
        long gates = gated ? (long) tasks * mixedExperts : 0;

        long biases = gates;
        long weights = layout.inputs() * gates;
        long in = layout.inputs();
        for (int width : model.expertLayers()) {
            weights += experts * in * width;
            biases += experts * width;
            in = width;
        }
        long mixed = gates * in;
        for (int width : model.towerLayers()) {
            weights += tasks * in * width;
            biases += (long) tasks * width;
            in = width;
        }
        weights += tasks * in;
        biases += tasks;
        weights += model.wide() ? (long) tasks * config.numeric().size() : 0;
        if (weights + biases != layout.size()) {
            throw new IllegalStateException(
                    "The network of level "
                            + level
                            + " has "
                            + layout.size()
                            + " parameters, counted were "
                            + (weights + biases)
                            + "; FlopCount must follow NetworkLayout.");
        }
        return new FlopCount(weights, mixed);
    }

    /** Operations per example of a whole learner: of all its stages' networks. */
    public static long perEvent(LearnerConfig config) {
        int levels = config.levels().length;
        int first = config.constraint().reference() == Reference.SHADOW ? 0 : levels - 1;
        long sum = 0;
        for (int level = first; level < levels; level++) {
            sum += of(config, level).perEvent();
        }
        return sum;
    }

    /** Operations per example, forward and backward. */
    public long perEvent() {
        return FLOPS_PER_MULTIPLY_ADD * PASSES * (weights + mixed);
    }
}
