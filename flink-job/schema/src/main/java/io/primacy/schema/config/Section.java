package io.primacy.schema.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;

/**
 * One mapping of the YAML file while it is read: hands out its values with defaults and notes every
 * problem with its path. Whatever was not asked for is an unknown key.
 */
final class Section {
    private final String path;
    private final JsonNode node;
    private final List<String> problems;
    private final List<String> known = new ArrayList<>();
    private final boolean readable;

    Section(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.problems = problems;
        readable = node.isObject() || node.isMissingNode() || node.isNull();
        this.node = readable ? node : MissingNode.getInstance();
        if (!readable) {
            problem("must be a mapping of keys to values, found " + shown(node));
        }
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return !get(key).isMissingNode();
    }

    Section section(String key) {
        return new Section(path(key), get(key), problems);
    }

    /** The keys of a mapping from names that are free to choose; none if it is left out. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The mappings of a list that must have at least one. */
    List<Section> sections(String key) {
        JsonNode list = get(key);
        List<Section> sections = new ArrayList<>();
        if (!list.isArray() || list.isEmpty()) {
            problem(key, "must be a list of at least one mapping, found " + shown(list));
            return sections;
        }
        for (int i = 0; i < list.size(); i++) {
            sections.add(new Section(path(key) + "[" + i + "]", list.get(i), problems));
        }
        return sections;
    }

    String requiredText(String key, String rule) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            problem(key, "is missing; " + rule);
            return "";
        }
        return text(key, "", rule);
    }

    String text(String key, String fallback, String rule) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isValueNode() || value.asText().isBlank()) {
            problem(key, "must be text (" + rule + "), found " + shown(value));
            return fallback;
        }
        return value.asText();
    }

    String pointer(String key, String fallback) {
        String pointer = text(key, fallback, "a JSON pointer such as /user/id");
        if (pointer != null && !pointer.startsWith("/")) {
            problem(
                    key,
                    "must be a JSON pointer, which begins with '/', found '"
                            + pointer
                            + "'; write '/"
                            + pointer.replace('.', '/')
                            + "'");
        }
        return pointer;
    }

    int integer(String key, int fallback, int min, int max) {
        return (int) whole(key, fallback, min, max);
    }

    long whole(String key, long fallback, long min, long max) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            problem(key, "must be a whole number, found " + shown(value));
            return fallback;
        }
        long number = value.asLong();
        if (number < min || number > max) {
            String rule =
                    max >= Integer.MAX_VALUE ? min + " or higher" : "from " + min + " to " + max;
            problem(key, "must be " + rule + ", found " + number);
            return fallback;
        }
        return number;
    }

    boolean flag(String key, boolean fallback) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            problem(key, "must be true or false, found " + shown(value));
            return fallback;
        }
        return value.asBoolean();
    }

    double number(String key, double fallback, String rule, DoublePredicate allowed) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            problem(key, "must be a number " + rule + ", found " + shown(value));
            return fallback;
        }
        if (!allowed.test(value.asDouble())) {
            problem(key, "must be " + rule + ", found " + value.asText());
            return fallback;
        }
        return value.asDouble();
    }

    List<Integer> widths(String key, List<Integer> fallback, boolean mayBeEmpty) {
        JsonNode list = get(key);
        if (list.isMissingNode()) {
            return fallback;
        }
        List<Integer> widths = new ArrayList<>();
        boolean good = list.isArray() && (mayBeEmpty || !list.isEmpty());
        for (JsonNode width : list) {
            good &= width.isIntegralNumber() && width.asLong() >= 1 && width.asLong() <= 4096;
            widths.add(width.asInt());
        }
        if (!good) {
            problem(
                    key,
                    "must be a list of layer widths from 1 to 4096 such as [64, 32], found "
                            + shown(list));
            return fallback;
        }
        return widths;
    }

    <E extends Enum<E>> E choice(String key, E fallback, Class<E> type) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        List<String> names =
                Arrays.stream(type.getEnumConstants())
                        .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
        int index = names.indexOf(value.asText());
        if (index < 0) {
            problem(
                    key,
                    "must be one of "
                            + String.join(", ", names)
                            + ", found "
                            + shown(value)
                            + Nearest.suggestion(value.asText(), names));
            return fallback;
        }
        return type.getEnumConstants()[index];
    }

    Duration duration(String key, Duration fallback, boolean mayBeOff) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        // YAML 1.1 reads a bare off as false.
        boolean off = value.asText().equals("off") || (value.isBoolean() && !value.asBoolean());
        Duration duration = mayBeOff && off ? Duration.ZERO : Units.duration(value.asText());
        if (duration == null || (duration.isZero() && !off)) {
            problem(
                    key,
                    "must be a duration such as 500ms, 1s, 5m or 2h"
                            + (mayBeOff ? ", or off" : "")
                            + ", found "
                            + shown(value));
            return fallback;
        }
        return duration;
    }

    long bytes(String key, long fallback, long min, long max) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        long bytes = Units.bytes(value.asText());
        if (bytes < min || bytes > max) {
            problem(
                    key,
                    "must be a size from "
                            + Units.shownBytes(min)
                            + " to "
                            + Units.shownBytes(max)
                            + " such as 64MiB, found "
                            + shown(value));
            return fallback;
        }
        return bytes;
    }

    /** Notes a problem of one key; that the whole is no mapping was problem enough. */
    void problem(String key, String what) {
        if (readable) {
            problems.add(path(key) + ": " + what);
        }
    }

    private void problem(String what) {
        problems.add((path.isEmpty() ? "the file" : path) + ": " + what);
    }

    /** Notes every key that nobody asked for. */
    void refuseUnknownKeys() {
        if (!(node instanceof ObjectNode)) {
            return;
        }
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key)) {
                String suggestion = Nearest.suggestion(key, known);
                problem(
                        key,
                        "is not a key here"
                                + (suggestion.isEmpty()
                                        ? "; known are " + String.join(", ", known)
                                        : suggestion));
            }
        }
    }

    private JsonNode get(String key) {
        if (!known.contains(key)) {
            known.add(key);
        }
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        String text = value.isTextual() ? "'" + value.asText() + "'" : value.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
