package io.primacy.learner;

import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded examples for {@link TestingConfigs}: labels depend on user, item and price, in conflict.
 */
public final class TestingExamples {
    private TestingExamples() {}

    /** So many examples; one label in ten is missing, never all of an example's. */
    public static List<Example> of(LearnerConfig config, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(example(config, i, random));
        }
        return examples;
    }

    private static Example example(LearnerConfig config, int i, SplittableRandom random) {
        int user = random.nextInt(40);
        int item = random.nextInt(30);
        int tags = random.nextInt(4);
        long[] ids = new long[2 + tags];
        ids[0] = 1_000 + user;
        ids[1] = 2_000 + item;
        for (int t = 0; t < tags; t++) {
            ids[2 + t] = 3_000 + random.nextInt(12);
        }
        float price = (float) random.nextGaussian();
        double match = Math.sin(user * 1.7 + item) + price;
        float[] labels = new float[config.tasks().size()];
        for (int t = 0; t < labels.length; t++) {
            double logit = (t % 2 == 0 ? match : -match) + 0.3 * t;
            labels[t] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
            if (t > 0 && random.nextInt(10) == 0) {
                labels[t] = Float.NaN;
            }
        }
        return new Example(
                "default",
                1_700_000_000_000L + 1_000L * i,
                i % 3,
                i / 3,
                1 + random.nextInt(3) * 0.5f,
                ids,
                new int[] {1, 2, 2 + tags},
                new float[] {price, (float) random.nextDouble()},
                labels);
    }
}
