package io.primacy.serving.model;

import io.primacy.schema.config.FeatureConfig;
import io.primacy.serving.feature.FeatureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the objects of {@link io.primacy.serving.feature.Features#of} stand for. */
final class Value {
    private static final int SHOWN = 80;

    private Value() {}

    /** The text whose hash is the value's id; empty: missing. */
    static String text(int candidate, FeatureConfig feature, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer) {
            return value.toString();
        }
        throw refused(
                candidate,
                feature,
                "must be a text, a boolean, an Integer or a Long; give another number as the text"
                        + " that the events hold",
                value);
    }

    /** The elements of a list, without empty ones. */
    static List<String> elements(int candidate, FeatureConfig feature, Object value) {
        List<String> elements = new ArrayList<>();
        if (value instanceof Collection<?> list) {
            for (Object each : list) {
                String text = text(candidate, feature, each);
                if (!text.isEmpty()) {
                    elements.add(text);
                }
            }
            return elements;
        }
        String text = text(candidate, feature, value);
        String separator = feature.separator();
        int start = 0;
        while (start < text.length()) {
            int end = separator == null ? -1 : text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                elements.add(text.substring(start, end));
            }
            start = end + (separator == null ? 1 : separator.length());
        }
        return elements;
    }

    /** What the network reads of a number; of a missing one 0, as the learner does. */
    static float number(int candidate, FeatureConfig feature, Object value) {
        double number;
        if (value instanceof Number given) {
            number = given.doubleValue();
        } else {
            String text = value instanceof Boolean ? "?" : text(candidate, feature, value);
            if (text.isEmpty()) {
                return 0f;
            }
            number = parse(candidate, feature, text, value);
        }
        float scaled = feature.scaled(number);
        if (!Float.isFinite(scaled)) {
            throw refused(candidate, feature, "must be a finite number of float range", value);
        }
        return scaled;
    }

    private static double parse(int candidate, FeatureConfig feature, String text, Object value) {
        String stripped = text.strip();
        try {
            if (stripped.matches("[0-9+.eE-]+")) {
                return Double.parseDouble(stripped);
            }
        } catch (NumberFormatException e) {
            // Refused below, as every other text that spells no number is.
        }
        throw refused(candidate, feature, "must be a number", value);
    }

    private static FeatureException refused(
            int candidate, FeatureConfig feature, String rule, Object value) {
        String shown = String.valueOf(value);
        shown = shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…";
        String type = value == null ? "" : " (" + value.getClass().getSimpleName() + ")";
        return new FeatureException(
                candidate,
                "feature '"
                        + feature.name()
                        + "' "
                        + rule
                        + ", found '"
                        + shown
                        + "'"
                        + type
                        + ".");
    }
}
