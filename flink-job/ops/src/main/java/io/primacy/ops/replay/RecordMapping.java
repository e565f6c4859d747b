package io.primacy.ops.replay;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.schema.config.EventsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a Kafka record takes from its event: the event time as its timestamp, the model key as its
 * key. An event that does not say is sent without; judging it is the job's business.
 */
final class RecordMapping {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonPointer time;
    private final JsonPointer modelKey;

    RecordMapping(EventsConfig events) {
        this.time = pointer(events.time());
        this.modelKey = pointer(events.modelKey());
    }

    private static JsonPointer pointer(String path) {
        return path == null ? null : JsonPointer.compile(path);
    }

    Mapped map(byte[] event) {
        if (time == null && modelKey == null) {
            return Mapped.NOTHING;
        }
        JsonNode tree = parse(event);
        return tree == null ? Mapped.NOTHING : new Mapped(timestamp(tree), key(tree));
    }

    private static JsonNode parse(byte[] event) {
        try {
            return MAPPER.readTree(event);
        } catch (IOException e) {
            return null;
        }
    }

    private Long timestamp(JsonNode tree) {
        if (time == null) {
            return null;
        }
        JsonNode value = tree.at(time);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return notNegative(value.longValue());
        }
        if (!value.isTextual()) {
            return null;
        }
        try {
            return notNegative(Long.parseLong(value.textValue().strip()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Kafka refuses timestamps before 1970. */
    private static Long notNegative(long millis) {
        return millis >= 0 ? Long.valueOf(millis) : null;
    }

    private byte[] key(JsonNode tree) {
        if (modelKey == null) {
            return null;
        }
        JsonNode value = tree.at(modelKey);
        boolean usable = value.isValueNode() && !value.isNull();
        return usable ? value.asText().getBytes(StandardCharsets.UTF_8) : null;
    }

    /**
     * @param timestampMillis ms since 1970, or {@code null}
     * @param key the record's key, or {@code null}
     */
    record Mapped(Long timestampMillis, byte[] key) {
        static final Mapped NOTHING = new Mapped(null, null);
    }
}
