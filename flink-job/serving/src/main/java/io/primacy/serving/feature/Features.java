package io.primacy.serving.feature;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of one candidate, before any encoding: the version that scores it decides how it is
 * read. Immutable if its values are.
 *
 * <p>A feature that is absent, {@code null} or the empty text is missing, which is no error: a
 * missing categorical value is one of its own, a missing list is empty, a missing number is what
 * the learner takes for one. What the version has no feature for is ignored, so that one server can
 * run through a change of the model's features.
 */
public sealed interface Features {

    /**
     * Features by name.
     *
     * <ul>
     *   <li>categorical: a {@link CharSequence}, a {@link Boolean}, or an {@link Integer} or {@link
     *       Long}, which is its decimal text
     *   <li>categorical-list: a {@link java.util.Collection} of such, or a text that the feature's
     *       separator divides
     *   <li>numeric: a finite {@link Number} or a text that spells one, before its transform
     * </ul>
     *
     * <p>Candidates of one request that share a value, the user's say, should share the object: it
     * is then encoded once.
     */
    static Features of(Map<String, ?> values) {
        return new Values(Collections.unmodifiableMap(new HashMap<>(values)));
    }

    /** An event as it is in the topic: a JSON object in UTF-8, read by the features' pointers. */
    static Features json(byte[] event) {
        return new Json(event.clone());
    }

    /**
     * Features by name.
     *
     * @param values as {@link Features#of} says
     */
    record Values(Map<String, ?> values) implements Features {}

    /**
     * A JSON object.
     *
     * @param event UTF-8
     */
    record Json(byte[] event) implements Features {}
}
