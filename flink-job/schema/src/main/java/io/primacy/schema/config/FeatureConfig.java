package io.primacy.schema.config;

/**
 * One input of the model.
 *
 * @param name unique; it seeds the hash of the feature's values
 * @param path JSON pointer of the value
 * @param type what the value is
 * @param dimension length of a categorical value's embedding, 1 to 1024; 0 for a numeric feature
 * @param separator for a list that arrives as one string: what separates its elements; {@code null}
 *     accepts JSON arrays only
 * @param transform for a numeric feature: applied first
 * @param offset for a numeric feature: subtracted after the transform
 * @param scale for a numeric feature: multiplied last
 */
public record FeatureConfig(
        String name,
        String path,
        Type type,
        int dimension,
        String separator,
        Transform transform,
        double offset,
        double scale) {

    /**
     * What the network reads of a number: (transform(x) − offset) · scale, to the nearest float.
     */
    public float scaled(double x) {
        double transformed =
                switch (transform) {
                    case NONE -> x;
                    case LOG1P -> Math.signum(x) * Math.log1p(Math.abs(x));
                    case SQRT -> Math.signum(x) * Math.sqrt(Math.abs(x));
                };
        return (float) ((transformed - offset) * scale);
    }

    /** Kinds of input. */
    public enum Type {
        /** One string, number or boolean; hashed; absent or empty is a value of its own. */
        CATEGORICAL,
        /** Several; their embeddings are averaged; absent or empty is the zero vector. */
        CATEGORICAL_LIST,
        /** A finite number; absent is 0 after the transform. */
        NUMERIC
    }

    /** What happens to a number before it is shifted and scaled. */
    public enum Transform {
        NONE,
        /** sign(x)·ln(1+|x|). */
        LOG1P,
        /** sign(x)·√|x|. */
        SQRT
    }
}
