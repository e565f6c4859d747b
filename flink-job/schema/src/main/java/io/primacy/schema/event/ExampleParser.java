package io.primacy.schema.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.FeatureConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.config.TaskConfig;
import io.primacy.schema.event.DeadLetter.Reason;
import java.io.IOException;
import java.util.List;

/**
 * From a record's bytes to an {@link Example}, or to a {@link DeadLetter} that says why not: one
 * walk over the tokens, no tree. Values are taken as they come in JSON (numbers, booleans) or as
 * text (the cells of a file). Absent, {@code null} and empty are one: missing. If a field stands
 * twice, the last one counts. Of several defects the first in reading order is reported. Not
 * thread-safe.
 */
public final class ExampleParser {
    private static final char[] TRUE = "true".toCharArray();
    private static final char[] FALSE = "false".toCharArray();

    /**
     * Python's json module and others write NaN bare: let it be told apart from what is not JSON.
     * Whether an event is accepted must not depend on the field names of those before it, so the
     * table of names may overflow; names that nobody asked for are not interned.
     */
    private final JsonFactory json =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    /** Bytes of one candidate's features. */
    private static final int LARGEST_REQUEST = 16 << 20;

    private final ExampleBuilder builder;
    private final FieldTree fields;
    private final Text text = new Text();
    private final int maxBytes;

    /** A parser for the config's fields. */
    public ExampleParser(LearnerConfig config) {
        this(config.events(), config.features(), config.tasks());
    }

    private ExampleParser(
            EventsConfig events, List<FeatureConfig> features, List<TaskConfig> tasks) {
        builder = new ExampleBuilder(events, features, tasks);
        fields = builder.fields();
        maxBytes = events.maxBytes();
    }

    /**
     * A parser for features alone: what a server is asked to score has no label, no time and no
     * weight, and the limits of a config's events do not hold for it.
     */
    public static ExampleParser ofFeatures(List<FeatureConfig> features) {
        return new ExampleParser(
                new EventsConfig(
                        "",
                        null,
                        null,
                        null,
                        "",
                        "",
                        "",
                        LARGEST_REQUEST,
                        LARGEST_REQUEST,
                        LARGEST_REQUEST),
                features,
                List.of());
    }

    /**
     * Parses one record; never throws.
     *
     * @param value the record's value, may be {@code null}
     * @param topic where it came from
     * @param partition its partition, −1 outside Kafka
     * @param offset its offset, or the number of its row
     * @param kafkaTimestampMillis the record's timestamp; the event time if the config names no
     *     field
     */
    public ParseResult parse(
            byte[] value, String topic, int partition, long offset, long kafkaTimestampMillis) {
        try {
            if (value == null || value.length == 0) {
                throw new Rejection(Reason.EMPTY, "the record has no value");
            }
            if (value.length > maxBytes) {
                throw new Rejection(
                        Reason.TOO_LARGE,
                        "an event must have at most "
                                + maxBytes
                                + " bytes (events.max-bytes), found "
                                + value.length);
            }
            checkEncoding(value);
            builder.clear();
            walk(value);
            return new ParseResult.Parsed(builder.build(partition, offset, kafkaTimestampMillis));
        } catch (Rejection rejection) {
            return new ParseResult.Rejected(
                    new DeadLetter(
                            value,
                            rejection.reason(),
                            rejection.getMessage(),
                            topic,
                            partition,
                            offset,
                            kafkaTimestampMillis));
        }
    }

    /**
     * UTF-8 only: a zero byte at the beginning is how the parser would recognise UTF-16 and -32.
     */
    private static void checkEncoding(byte[] value) throws Rejection {
        int malformed = Utf8.firstMalformed(value);
        for (int i = 0; malformed < 0 && i < Math.min(4, value.length); i++) {
            malformed = value[i] == 0 ? i : malformed;
        }
        if (malformed >= 0) {
            throw new Rejection(
                    Reason.NOT_JSON,
                    "an event must be UTF-8, found byte 0x%02X at index %d"
                            .formatted(value[malformed], malformed));
        }
    }

    private void walk(byte[] value) throws Rejection {
        try (JsonParser parser = json.createParser(value)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new Rejection(
                        Reason.NOT_AN_OBJECT,
                        "an event must be a JSON object, found "
                                + (first == null
                                        ? "nothing"
                                        : first.asString() == null ? first : first.asString()));
            }
            object(parser, fields);
            if (parser.nextToken() != null) {
                throw new Rejection(Reason.NOT_JSON, "something follows the JSON object");
            }
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new Rejection(Reason.NOT_JSON, "not JSON: " + Rejection.shown(message));
        }
    }

    private void object(JsonParser parser, FieldTree node) throws IOException, Rejection {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            FieldTree field = node.field(name);
            if (field == null) {
                parser.skipChildren();
            } else {
                value(parser, token, field);
            }
        }
    }

    private void value(JsonParser parser, JsonToken token, FieldTree field)
            throws IOException, Rejection {
        switch (token) {
            case START_OBJECT -> {
                if (field.targets().length > 0) {
                    throw new Rejection(
                            Reason.WRONG_TYPE,
                            field.pointer() + " must be a single value, found an object");
                }
                object(parser, field);
            }
            case START_ARRAY -> array(parser, field);
            default -> scalar(parser, token, field);
        }
    }

    private void array(JsonParser parser, FieldTree field) throws IOException, Rejection {
        for (int target : field.targets()) {
            if (!builder.isList(target)) {
                throw new Rejection(
                        Reason.WRONG_TYPE,
                        field.pointer() + " must be a single value, found an array");
            }
            builder.beginList(target);
        }
        int index = 0;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (field.targets().length > 0) {
                element(parser, token, field);
            }
            FieldTree element = field.element(index++);
            if (element == null) {
                parser.skipChildren();
            } else {
                value(parser, token, element);
            }
        }
    }

    private void element(JsonParser parser, JsonToken token, FieldTree field)
            throws IOException, Rejection {
        if (token.isStructStart()) {
            throw new Rejection(
                    Reason.WRONG_TYPE,
                    field.pointer() + " must be a list of single values, found a nested one");
        }
        read(parser, token);
        for (int target : field.targets()) {
            builder.element(target, text, field.pointer());
        }
    }

    private void scalar(JsonParser parser, JsonToken token, FieldTree field)
            throws IOException, Rejection {
        read(parser, token);
        boolean isNumber = token.isNumeric();
        double number = isNumber ? number(parser) : Double.NaN;
        for (int target : field.targets()) {
            if (token.isBoolean()) {
                builder.bool(target, token == JsonToken.VALUE_TRUE, text, field.pointer());
            } else {
                builder.scalar(target, text, isNumber, number, field.pointer());
            }
        }
    }

    private static double number(JsonParser parser) throws IOException {
        try {
            return parser.getDoubleValue();
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void read(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NULL -> text.set(TRUE, 0, 0);
            case VALUE_TRUE -> text.set(TRUE, 0, TRUE.length);
            case VALUE_FALSE -> text.set(FALSE, 0, FALSE.length);
            default ->
                    text.set(
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength());
        }
    }
}
