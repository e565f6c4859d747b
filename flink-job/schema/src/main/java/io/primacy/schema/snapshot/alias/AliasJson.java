package io.primacy.schema.snapshot.alias;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.primacy.schema.snapshot.SnapshotException;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Aliases, holds and references as JSON. */
final class AliasJson {
    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPrettyPrinter(PRETTY)
                    .build();

    private AliasJson() {}

    static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SnapshotException(value + " cannot be written as JSON.", e);
        }
    }

    static Alias alias(String source, byte[] json) {
        Alias alias = read(source, json, Alias.class);
        require(
                alias.alias() != null
                        && versions(alias.version())
                        && versions(
                                alias.history().stream()
                                        .map(Alias.Move::version)
                                        .toArray(String[]::new)),
                source,
                "an alias must have a name, a version and a history of versions");
        return alias;
    }

    static Alias.Hold hold(String source, byte[] json) {
        Alias.Hold hold = read(source, json, Alias.Hold.class);
        require(versions(hold.version()), source, "a hold must have a version");
        return hold;
    }

    static Reference reference(String source, byte[] json) {
        Reference reference = read(source, json, Reference.class);
        require(
                reference.name() != null && versions(reference.versions().toArray(String[]::new)),
                source,
                "a reference must have a name and versions");
        return reference;
    }

    static List<Refusals.Refusal> refusals(String source, byte[] json) {
        return List.of(read(source, json, Refusals.Refusal[].class));
    }

    private static boolean versions(String... texts) {
        return Stream.of(texts).allMatch(v -> v != null && SnapshotVersion.isVersion(v));
    }

    private static <T> T read(String source, byte[] json, Class<T> type) {
        try {
            T value = JSON.readValue(json, type);
            require(value != null, source, "must hold a JSON object");
            return value;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new SnapshotException(source + ": cannot be read: " + reason, e);
        }
    }

    private static void require(boolean met, String source, String rule) {
        if (!met) {
            throw new SnapshotException(source + ": " + rule + ".");
        }
    }
}
