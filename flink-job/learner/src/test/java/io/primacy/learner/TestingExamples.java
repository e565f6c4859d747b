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
    private static final int MOST_TAGS = 80;

    private TestingExamples() {}

    /** So many examples; one label in ten is missing, never all of an example's. */
    public static List<Example> of(LearnerConfig config, int count, long seed) {
        return of(config, count, seed, false);
    }

    /**
     * The same, but every fourth example has up to {@value #MOST_TAGS} tags, half of which never
     * come again: two batches seldom have as many distinct rows.
     */
    public static List<Example> crowded(LearnerConfig config, int count, long seed) {
        return of(config, count, seed, true);
    }

    private static List<Example> of(LearnerConfig config, int count, long seed, boolean crowded) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(example(config, i, crowded && i % 4 == 0, random));
        }
        return examples;
    }

    private static Example example(
            LearnerConfig config, int i, boolean manyTags, SplittableRandom random) {
        int user = random.nextInt(40);
        int item = random.nextInt(30);
        long[] tags = new long[random.nextInt(manyTags ? MOST_TAGS + 1 : 4)];
        for (int t = 0; t < tags.length; t++) {
            boolean unseen = manyTags && random.nextBoolean();
            tags[t] = unseen ? random.nextLong() : 3_000 + random.nextInt(12);
        }
        long[] ids = new long[2 + tags.length];
        ids[0] = 1_000 + user;
        ids[1] = 2_000 + item;
        System.arraycopy(tags, 0, ids, 2, tags.length);
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
                new int[] {1, 2, ids.length},
                new float[] {price, (float) random.nextDouble()},
                labels);
    }
}
