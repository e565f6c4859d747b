package io.primacy.ops.room.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which model.
 *
 * @param learner the config's name
 * @param model the model key, which may be any text
 */
public record ModelId(String learner, String model) {
    private static final int DIGITS = 16;

    /** A short name that fits into an address whatever the key: hex digits. */
    public String code() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(learner.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            byte[] hash = digest.digest(model.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
