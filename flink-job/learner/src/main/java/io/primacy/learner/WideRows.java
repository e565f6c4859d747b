package io.primacy.learner;

import io.primacy.learner.network.NetworkLayout;
import java.util.Arrays;

/**
 * One stage's copies of rows where the model is wide: behind each row's embedding stands a linear
 * weight per task, and a stage has some of the tasks. All arrays are laid out by {@link RowPlaces}.
 */
final class WideRows {
    private final BatchIndex index;
    private final RowPlaces places;
    private final FeatureGroups features;
    private final NetworkLayout layout;
    private final int tasks;

    WideRows(BatchIndex index, NetworkLayout layout) {
        this.index = index;
        this.layout = layout;
        places = index.places();
        features = index.features();
        tasks = layout.tasks().size();
    }

    /** Fills [batch × tasks of the stage] with the sums of the linear weights of all ids. */
    void sum(MiniBatch batch, float[] weights, float[] sums) {
        Arrays.fill(sums, 0, batch.size * tasks, 0f);
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < batch.categoricals; f++) {
                int d = features.dimensionOf(f);
                int from = batch.begin(b, f);
                int to = batch.end(b, f);
                float share = 1f / Math.max(1, to - from);
                for (int o = from; o < to; o++) {
                    int at = places.ofOccurrence(o) + d;
                    for (int t = 0; t < tasks; t++) {
                        sums[b * tasks + t] += share * weights[at + layout.taskIndex(t)];
                    }
                }
            }
        }
    }

    /** Adds the gradients of the sums, [batch × tasks of the stage], to those of the weights. */
    void addGradients(MiniBatch batch, float[] sumGradients, float[] gradients) {
        for (int b = 0; b < batch.size; b++) {
            for (int f = 0; f < batch.categoricals; f++) {
                int d = features.dimensionOf(f);
                int from = batch.begin(b, f);
                int to = batch.end(b, f);
                float share = 1f / Math.max(1, to - from);
                for (int o = from; o < to; o++) {
                    int at = places.ofOccurrence(o) + d;
                    for (int t = 0; t < tasks; t++) {
                        gradients[at + layout.taskIndex(t)] += share * sumGradients[b * tasks + t];
                    }
                }
            }
        }
    }

    /**
     * Σ of squares of the gradients of rows that take a step, in an order that does not depend on
     * how many tasks other stages have.
     */
    double sumOfSquares(float[] gradients) {
        double sum = 0;
        for (int g = 0; g < features.groups(); g++) {
            sum += sumOfSquares(g, gradients);
        }
        return sum;
    }

    private double sumOfSquares(int g, float[] gradients) {
        int d = features.dimension(g);
        double sum = 0;
        for (int r = 0; r < index.trained(g); r++) {
            int at = places.of(g, r);
            for (int i = at; i < at + d; i++) {
                sum += (double) gradients[i] * gradients[i];
            }
            for (int t = 0; t < tasks; t++) {
                float own = gradients[at + d + layout.taskIndex(t)];
                sum += (double) own * own;
            }
        }
        return sum;
    }

    /**
     * Takes the weights of rows that took a step a share of the way to another stage's. Linear
     * weights of tasks that the other stage lacks stay.
     *
     * @param above lays out the other stage
     */
    void pull(float[] weights, float[] reference, NetworkLayout above, float share) {
        for (int g = 0; g < features.groups(); g++) {
            int d = features.dimension(g);
            for (int r = 0; r < index.trained(g); r++) {
                int at = places.of(g, r);
                StageRows.pull(weights, reference, at, d, share);
                for (int t = 0; t < above.tasks().size(); t++) {
                    StageRows.pull(weights, reference, at + d + above.taskIndex(t), 1, share);
                }
            }
        }
    }
}
