package io.primacy.schema.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** A manifest as JSON, the same bytes for the same manifest; refuses one that could mislead. */
public final class ManifestJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private ManifestJson() {}

    /** The manifest's bytes. */
    public static byte[] write(Manifest manifest) {
        try {
            return JSON.writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new SnapshotException(
                    "The manifest of " + manifest.version() + " cannot be written.", e);
        }
    }

    /**
     * The manifest that the bytes hold.
     *
     * @param source what to call it in messages
     * @throws SnapshotException if it is not a manifest of this format, or names files outside its
     *     own directory
     */
    public static Manifest read(String source, byte[] bytes) {
        Manifest manifest;
        try {
            manifest = JSON.readValue(bytes, Manifest.class);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new SnapshotException(source + ": not a manifest: " + reason, e);
        }
        if (manifest == null || manifest.formatVersion() != Manifest.FORMAT_VERSION) {
            throw new SnapshotException(
                    source
                            + ": formatVersion must be "
                            + Manifest.FORMAT_VERSION
                            + ", found "
                            + (manifest == null ? "nothing" : manifest.formatVersion())
                            + "; read it with the release that wrote it.");
        }
        if (manifest.files() == null
                || manifest.features() == null
                || manifest.network() == null
                || manifest.version() == null
                || manifest.model() == null) {
            throw new SnapshotException(
                    source + ": files, features, network, version and model must be there.");
        }
        SnapshotVersion.parse(manifest.version());
        for (Manifest.File file : manifest.files()) {
            check(source, file);
        }
        return manifest;
    }

    private static void check(String source, Manifest.File file) {
        if (file == null
                || file.name() == null
                || !file.name().matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")) {
            throw new SnapshotException(
                    source
                            + ": a file must have a plain name, found '"
                            + (file == null ? null : file.name())
                            + "'.");
        }
        if (file.bytes() < 0 || file.sha256() == null || !file.sha256().matches("[0-9a-f]{64}")) {
            throw new SnapshotException(
                    source
                            + ": file "
                            + file.name()
                            + " must have a size and a SHA-256 of 64 hex digits.");
        }
    }
}
