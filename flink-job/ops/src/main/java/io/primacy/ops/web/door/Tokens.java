package io.primacy.ops.web.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Tokens that requests which change something must bring. */
public final class Tokens {
    private static final int BYTES = 24;
    private static final int SHORTEST = 16;

    private Tokens() {}

    /** One that nobody can guess. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The token in a file, its surrounding blanks left out.
     *
     * @throws IOException if it cannot be read or can be guessed; the message does not show it
     */
    public static String read(Path file) throws IOException {
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException("Token file '%s' cannot be read.".formatted(file), e);
        }
        if (token.length() < SHORTEST) {
            throw new IOException(
                    "Token file '%s' holds %d characters; a token has at least %d."
                            .formatted(file, token.length(), SHORTEST));
        }
        return token;
    }
}
