package io.primacy.learner;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.util.SplittableRandom;

/**
 * A stream that changes at one event. Users and items have tastes and traits; {@code first} is
 * drawn from some of them, {@code second} from others, so the tasks conflict. The network has the
 * shipped sizes. As the probabilities are known, so is the part of a loss that learning can take
 * away.
 */
final class DriftingStream {
    /** What changes. */
    enum Drift {
        /** Labels of {@code first} become rare, those of {@code second} frequent. */
        BASE_RATE,
        /** Four in five impressions show an item that was never seen before. */
        NEW_ITEMS,
        /** Users like what they disliked. */
        FLIPPED_PREFERENCE
    }

    static final String YAML =
            """
            name: drift
            events: {topic: drift, time: /ts}
            features:
              - {name: user, dimension: 16}
              - {name: item, dimension: 16}
              - {name: hour, type: numeric}
            tasks:
              - {name: first, priority: 1}
              - {name: second, priority: 2}
            model: {experts: 2, expert-layers: [64, 32], tower-layers: [16]}
            batch: {size: 64, max-delay: off}
            metrics: {window: 10000}
            snapshot: {directory: snapshots}
            """;

    private static final int USERS = 100;
    private static final int ITEMS = 50;
    private static final int TRAITS = 3;

    private final Drift drift;
    private final int at;
    private final SplittableRandom random;
    private final double[][] tastes;
    private final double[][] traits;
    private int events;
    private double firstProbability;
    private double secondProbability;

    /**
     * @param drift what changes
     * @param at number of the first event that is drawn from the changed world
     * @param seed decides everything
     */
    DriftingStream(Drift drift, int at, long seed) {
        this.drift = drift;
        this.at = at;
        random = new SplittableRandom(seed);
        tastes = vectors(USERS);
        traits = vectors(2 * ITEMS);
    }

    /** A learner of the stream in which everything else has its default. */
    static LearnerConfig config() {
        return ConfigReader.parse("drift.yaml", YAML);
    }

    private double[][] vectors(int count) {
        double[][] vectors = new double[count][2 * TRAITS];
        for (double[] vector : vectors) {
            for (int i = 0; i < 2 * TRAITS; i++) {
                vector[i] = random.nextGaussian();
            }
        }
        return vectors;
    }

    /** The next event. */
    Example next() {
        boolean changed = events >= at;
        int user = random.nextInt(USERS);
        int item = random.nextInt(ITEMS);
        if (changed && drift == Drift.NEW_ITEMS && random.nextInt(5) > 0) {
            item += ITEMS;
        }
        double sign = changed && drift == Drift.FLIPPED_PREFERENCE ? -1 : 1;
        double shift = changed && drift == Drift.BASE_RATE ? 3 : 0;
        firstProbability = sigmoid(sign * match(user, item, 0) - 0.5 - shift);
        secondProbability = sigmoid(sign * match(user, item, TRAITS) - 1.5 + shift);
        float[] labels = {draw(firstProbability), draw(secondProbability)};
        Example example =
                new Example(
                        "default",
                        1_000L * events,
                        0,
                        events,
                        1f,
                        new long[] {1_000 + user, 2_000 + item},
                        new int[] {1, 2},
                        new float[] {(float) random.nextDouble()},
                        labels);
        events++;
        return example;
    }

    private double match(int user, int item, int from) {
        double match = tastes[user][from] + traits[item][from];
        for (int i = from + 1; i < from + TRAITS; i++) {
            match += tastes[user][i] * traits[item][i];
        }
        return match;
    }

    private float draw(double probability) {
        return random.nextDouble() < probability ? 1 : 0;
    }

    /** Entropy of the last event's label: the least loss that can be expected of it. */
    double leastLoss(int task) {
        double p = task == 0 ? firstProbability : secondProbability;
        return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    /** Probability of the last event's label. */
    double probability(int task) {
        return task == 0 ? firstProbability : secondProbability;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
