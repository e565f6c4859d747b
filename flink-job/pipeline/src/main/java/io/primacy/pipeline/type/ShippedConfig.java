package io.primacy.pipeline.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.primacy.schema.config.LearnerConfig;
import java.io.Serializable;
import java.time.Duration;

/**
 * A learner's config on its way to the task managers. Flink ships functions by Java serialization,
 * which the config's records leave alone; they travel as JSON inside this one.
 *
 * @param json the config's components, durations in ISO 8601
 */
public record ShippedConfig(String json) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Packs a valid config. */
    public static ShippedConfig of(LearnerConfig config) {
        try {
            return new ShippedConfig(mapper().writeValueAsString(config));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The config of learner '" + config.name() + "' cannot be shipped.", e);
        }
    }

    /** The config that was packed, equal to it. */
    public LearnerConfig unpack() {
        try {
            return mapper().readValue(json, LearnerConfig.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A shipped config cannot be unpacked; run one release of the job everywhere.",
                    e);
        }
    }

    private static ObjectMapper mapper() {
        SimpleModule durations = new SimpleModule();
        durations.addSerializer(Duration.class, ToStringSerializer.instance);
        durations.addDeserializer(Duration.class, new DurationReader());
        return new ObjectMapper().registerModule(durations);
    }

    private static final class DurationReader extends FromStringDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        protected Duration _deserialize(String value, DeserializationContext context) {
            return Duration.parse(value);
        }
    }
}
