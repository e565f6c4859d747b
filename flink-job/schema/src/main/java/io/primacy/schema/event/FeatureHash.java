package io.primacy.schema.event;

import java.nio.charset.StandardCharsets;

/**
 * From a feature's value to a row id: XXH64 of the value's UTF-8 bytes, seeded with XXH64 (seed 0)
 * of the feature's name. Part of the snapshot format: a server must compute the same ids.
 *
 * @param seed XXH64 of the feature's name
 */
public record FeatureHash(long seed) {

    /** The hash of a feature. */
    public static FeatureHash of(String feature) {
        byte[] name = feature.getBytes(StandardCharsets.UTF_8);
        return new FeatureHash(XxHash64.hash(name, 0, name.length, 0));
    }

    /** The id of a value given as UTF-8. */
    public long id(byte[] utf8, int from, int length) {
        return XxHash64.hash(utf8, from, length, seed);
    }

    /** The id of a value. */
    public long id(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return id(utf8, 0, utf8.length);
    }
}
