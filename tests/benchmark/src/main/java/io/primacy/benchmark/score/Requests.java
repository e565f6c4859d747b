package io.primacy.benchmark.score;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.serving.feature.Features;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Requests as a ranker makes them: candidates of one user, who and whose context is the same object
 * in all of them, and everything of the item its own.
 */
public final class Requests {
    /** Of {@code config/kuairand.yaml}: who looks, and where. */
    public static final Set<String> OF_KUAIRAND =
            Set.of(
                    "user",
                    "tab",
                    "hour",
                    "active_degree",
                    "follow_range",
                    "fans_range",
                    "register_range");

    private final LearnerConfig config;
    private final Set<String> shared;
    private final int values;
    private final SplittableRandom random;

    /**
     * @param shared names of the features that a request's candidates share
     * @param values of each categorical feature; one in twenty is none of them
     */
    public Requests(LearnerConfig config, Set<String> shared, int values, long seed) {
        this.config = config;
        this.shared = shared;
        this.values = values;
        random = new SplittableRandom(seed);
    }

    /** The next request. */
    public List<Features> next(int candidates) {
        Map<String, Object> user = new HashMap<>();
        for (FeatureConfig feature : config.features()) {
            if (shared.contains(feature.name())) {
                user.put(feature.name(), value(feature));
            }
        }
        List<Features> request = new ArrayList<>();
        for (int c = 0; c < candidates; c++) {
            Map<String, Object> all = new HashMap<>(user);
            for (FeatureConfig feature : config.features()) {
                if (!shared.contains(feature.name())) {
                    all.put(feature.name(), value(feature));
                }
            }
            request.add(Features.of(all));
        }
        return request;
    }

    private Object value(FeatureConfig feature) {
        return switch (feature.type()) {
            case NUMERIC -> random.nextDouble(1e3, 1e5);
            case CATEGORICAL -> text();
            case CATEGORICAL_LIST -> List.of(text(), text());
        };
    }

    private String text() {
        return Integer.toString(random.nextInt(values + values / 20));
    }
}
