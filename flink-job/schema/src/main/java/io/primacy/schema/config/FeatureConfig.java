package io.primacy.schema.config;

import java.util.ArrayList;
import java.util.List;

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

    static List<FeatureConfig> read(Section root) {
        List<FeatureConfig> features = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        for (Section s : root.sections("features")) {
            String name = names.read(s);
            Type type = s.choice("type", Type.CATEGORICAL, Type.class);
            boolean numeric = type == Type.NUMERIC;
            features.add(
                    new FeatureConfig(
                            name,
                            s.pointer("path", "/" + name),
                            type,
                            numeric ? 0 : s.integer("dimension", 16, 1, 1024),
                            type == Type.CATEGORICAL_LIST
                                    ? s.text("separator", null, "what separates a list's elements")
                                    : null,
                            numeric
                                    ? s.choice("transform", Transform.NONE, Transform.class)
                                    : Transform.NONE,
                            numeric ? s.number("offset", 0, "that is finite", x -> true) : 0,
                            numeric ? s.number("scale", 1, "other than 0", x -> x != 0) : 1));
            s.refuseUnknownKeys();
        }
        return features;
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
