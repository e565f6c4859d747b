package io.primacy.schema.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.primacy.schema.report.FiniteNumbers;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A manifest as JSON, the same bytes for the same manifest; refuses one that could mislead. */
public final class ManifestJson {
    /** With the same line ends on every platform. */
    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(FiniteNumbers.module())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPrettyPrinter(PRETTY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private static final String PLAIN_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,199}";
    private static final String SHA256 = "[0-9a-f]{64}";
    private static final Set<String> KINDS = Set.of("base", "delta");

    private ManifestJson() {}

    /** The manifest's bytes. */
    public static byte[] write(Manifest manifest) {
        try {
            return ManifestSeal.seal(JSON.writeValueAsBytes(manifest));
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
        if (manifest == null
                || manifest.formatVersion() < Manifest.FORMAT_VERSION
                || manifest.formatVersion() > Manifest.DELTA_FORMAT_VERSION) {
            throw new SnapshotException(
                    source
                            + ": formatVersion must be "
                            + Manifest.FORMAT_VERSION
                            + " or "
                            + Manifest.DELTA_FORMAT_VERSION
                            + ", found "
                            + (manifest == null ? "nothing" : manifest.formatVersion())
                            + "; read it with the release that wrote it.");
        }
        check(source, manifest);
        Set<String> names = new HashSet<>();
        for (Manifest.File file : manifest.files()) {
            check(source, file);
            require(names.add(file.name()), source, "file " + file.name() + " must stand once");
        }
        ManifestSeal.check(source, bytes, manifest.network().initial() != null);
        return manifest;
    }

    private static void check(String source, Manifest manifest) {
        require(
                Stream.of(
                                manifest.learner(),
                                manifest.model(),
                                manifest.version(),
                                manifest.configDigest(),
                                manifest.offsets(),
                                manifest.features(),
                                manifest.network(),
                                manifest.tasks(),
                                manifest.files())
                        .allMatch(Objects::nonNull),
                source,
                "learner, model, version, configDigest, offsets, features, network, tasks and files"
                        + " must be there");
        require(
                KINDS.contains(String.valueOf(manifest.kind())),
                source,
                "kind must be base or delta, found '" + manifest.kind() + "'");
        require(!manifest.model().isEmpty(), source, "model must not be empty");
        for (String version : new String[] {manifest.version(), manifest.parent()}) {
            require(
                    version == null || SnapshotVersion.isVersion(version),
                    source,
                    "version and parent must have the form epoch-sequence, such as 1-000042, found"
                            + " '"
                            + version
                            + "'");
        }
        boolean delta = manifest.kind().equals("delta");
        int formatVersion = delta ? Manifest.DELTA_FORMAT_VERSION : Manifest.FORMAT_VERSION;
        require(
                manifest.formatVersion() == formatVersion,
                source,
                "a " + manifest.kind() + " must have formatVersion " + formatVersion);
        require(!delta || manifest.parent() != null, source, "a delta must have a parent");
        require(
                manifest.parent() == null
                        || SnapshotVersion.parse(manifest.parent())
                                        .compareTo(SnapshotVersion.parse(manifest.version()))
                                < 0,
                source,
                "the parent must be an earlier version, found '" + manifest.parent() + "'");
        require(
                manifest.configDigest().matches(SHA256),
                source,
                "configDigest must be 64 hex digits, found '" + manifest.configDigest() + "'");
    }

    private static void check(String source, Manifest.File file) {
        require(
                file != null && file.name() != null && file.name().matches(PLAIN_NAME),
                source,
                "a file must have a plain name, found '"
                        + (file == null ? null : file.name())
                        + "'");
        require(
                file.bytes() >= 0 && file.sha256() != null && file.sha256().matches(SHA256),
                source,
                "file "
                        + file.name()
                        + " must have a size of 0 or more and a SHA-256 of 64 hex digits, found "
                        + file.bytes()
                        + " and '"
                        + file.sha256()
                        + "'");
    }

    private static void require(boolean met, String source, String rule) {
        if (!met) {
            throw new SnapshotException(source + ": " + rule + ".");
        }
    }
}
