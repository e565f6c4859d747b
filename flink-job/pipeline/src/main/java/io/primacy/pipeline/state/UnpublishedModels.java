package io.primacy.pipeline.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Models that have learned since their last snapshot, and which of them were refused as they are.
 */
final class UnpublishedModels {
    private final KeyedState state;
    private final Set<String> models = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    /** Those in state; another key may be current afterwards. */
    UnpublishedModels(KeyedState state) throws IOException {
        this.state = state;
        try (Stream<String> keys = state.keysWith(KeyedState.UNPUBLISHED)) {
            keys.forEach(models::add);
        }
        for (String model : models) {
            state.select(model);
            if (Boolean.FALSE.equals(state.unpublished.value())) {
                refused.add(model);
            }
        }
    }

    void learned(String model) {
        models.add(model);
        refused.remove(model);
    }

    void published(String model) {
        models.remove(model);
        refused.remove(model);
    }

    void refused(String model) {
        refused.add(model);
    }

    /** Whether a snapshot was refused since the model last learned. */
    boolean isRefused(String model) {
        return refused.contains(model);
    }

    /** In order of their keys. */
    List<String> keys() {
        return new ArrayList<>(new TreeSet<>(models));
    }

    /** Writes what is known of a model, whose key is the current one. */
    void write(String model) throws IOException {
        KeyedState.put(state.unpublished, models.contains(model) ? !refused.contains(model) : null);
    }
}
