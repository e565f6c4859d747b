package io.primacy.schema.savepoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The catalogue's entries as JSON, indented: people read them, too. */
public final class SavepointJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .defaultPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
                    .build();

    private SavepointJson() {}

    /** An entry as JSON. */
    public static byte[] write(SavepointEntry entry) {
        try {
            return JSON.writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new SavepointException("Savepoint " + entry.id() + " cannot be written.", e);
        }
    }

    /**
     * The entry that the bytes hold.
     *
     * @param source where they are from, for the error
     * @throws SavepointException if they hold none, or one of a later format
     */
    public static SavepointEntry read(String source, byte[] json) {
        SavepointEntry entry;
        try {
            entry = JSON.readValue(json, SavepointEntry.class);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new SavepointException(source + " is no savepoint's entry: " + reason, e);
        }
        if (entry.formatVersion() > SavepointEntry.FORMAT_VERSION) {
            throw new SavepointException(
                    source
                            + " has format "
                            + entry.formatVersion()
                            + "; this version reads up to "
                            + SavepointEntry.FORMAT_VERSION
                            + ": use a newer one.",
                    null);
        }
        return entry;
    }
}
