package io.primacy.pipeline.state;

import java.io.Serializable;
import java.util.List;

/**
 * Models that a job does not take from the savepoint it is restored from, but from an older one.
 *
 * @param savepoint that older one's directory, a URI
 * @param keys their keys
 */
public record ReturnedModels(String savepoint, List<String> keys) implements Serializable {
    /** All models are those of the savepoint that the job is restored from. */
    public static final ReturnedModels NONE = new ReturnedModels("", List.of());

    public ReturnedModels {
        keys = List.copyOf(keys);
        if (savepoint.isEmpty() != keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "A savepoint to return models from, and the keys of those models, come together"
                            + ", found '"
                            + savepoint
                            + "' and "
                            + keys);
        }
    }
}
