package io.primacy.schema.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells two configurations apart: SHA-256, in lower-case hex, of every effective value in a
 * fixed order, defaults included, so that neither comments nor the order of keys matter. Where
 * snapshots go is left out: the same model published elsewhere is the same model.
 */
public final class ConfigDigest {
    private ConfigDigest() {}

    private static LearnerConfig withoutDirectory(LearnerConfig c) {
        // How much is kept, and in what form, does not make another model either.
        SnapshotConfig snapshot =
                new SnapshotConfig(
                        "", c.snapshot().everyCheckpoints(), c.snapshot().checkpointInterval());
        return c.with(snapshot);
    }

    /** The digest of a configuration, 64 hex digits. */
    public static String of(LearnerConfig config) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            // A record's string form has all its components, in order, nested records included.
            byte[] canonical = withoutDirectory(config).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(sha256.digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
