package io.primacy.schema.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A manifest's own checksum, by which a flipped bit shows: its last field, {@code sha256}, is the
 * SHA-256 of the whole file with 64 zeros for the field's digits.
 */
public final class ManifestSeal {
    private static final String ZEROS = "0".repeat(64);
    private static final Pattern SEAL =
            Pattern.compile("(?s)^(.*),\\n  \"sha256\" : \"([0-9a-f]{64})\"\\n\\}\\n?$");

    private ManifestSeal() {}

    /** The JSON object with its checksum in place, whatever it had there before. */
    public static byte[] seal(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8).strip();
        Matcher sealed = SEAL.matcher(text);
        String body =
                sealed.matches()
                        ? sealed.group(1)
                        : text.substring(0, text.length() - 1).stripTrailing();
        return with(body, digest(with(body, ZEROS)));
    }

    /**
     * Checks it.
     *
     * @param required whether there must be one: the first manifests had none
     * @throws SnapshotException if it does not fit
     */
    static void check(String source, byte[] json, boolean required) {
        Matcher sealed = SEAL.matcher(new String(json, StandardCharsets.UTF_8));
        if (!sealed.matches()) {
            if (required) {
                throw new SnapshotException(
                        source + ": must end with its own SHA-256, found none; it was changed.");
            }
            return;
        }
        String found = digest(with(sealed.group(1), ZEROS));
        if (!found.equals(sealed.group(2))) {
            throw new SnapshotException(
                    source + ": must have SHA-256 " + sealed.group(2) + ", found " + found + ".");
        }
    }

    private static byte[] with(String body, String digits) {
        return (body + ",\n  \"sha256\" : \"" + digits + "\"\n}").getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
