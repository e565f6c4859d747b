package io.primacy.learner;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import java.util.Arrays;
import java.util.List;

/**
 * Where a config's categorical features stand: in the inputs of the network one after the other,
 * the numeric features behind them; in a row table grouped by their embeddings' dimension.
 */
final class FeatureGroups {
    private final int[] dimensions;
    private final int linear;
    private final int[] groupOf;
    private final int[] offsets;
    private final int inputs;

    FeatureGroups(LearnerConfig config) {
        List<FeatureConfig> features = config.categorical();
        dimensions =
                features.stream().mapToInt(FeatureConfig::dimension).distinct().sorted().toArray();
        linear = config.model().wide() ? config.tasks().size() : 0;
        groupOf = new int[features.size()];
        offsets = new int[features.size()];
        int offset = 0;
        for (int f = 0; f < groupOf.length; f++) {
            groupOf[f] = Arrays.binarySearch(dimensions, features.get(f).dimension());
            offsets[f] = offset;
            offset += features.get(f).dimension();
        }
        inputs = offset + config.numeric().size();
    }

    /** Distinct dimensions of embeddings; groups are numbered from the smallest. */
    int groups() {
        return dimensions.length;
    }

    /** Length of the group's embeddings. */
    int dimension(int g) {
        return dimensions[g];
    }

    /** Linear weights of a row: one per task where the model is wide. */
    int linear() {
        return linear;
    }

    /** Weights of a row of the group in one stage. */
    int width(int g) {
        return dimensions[g] + linear;
    }

    /** Categorical features. */
    int count() {
        return groupOf.length;
    }

    /** The group of a categorical feature. */
    int groupOf(int feature) {
        return groupOf[feature];
    }

    /** Length of a feature's embeddings. */
    int dimensionOf(int feature) {
        return dimensions[groupOf[feature]];
    }

    /** Inputs of the network. */
    int inputs() {
        return inputs;
    }

    /** Where the input of a feature begins, row-major [batch × inputs]. */
    int input(int example, int feature) {
        return example * inputs + offsets[feature];
    }
}
