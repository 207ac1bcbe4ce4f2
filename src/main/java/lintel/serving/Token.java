package lintel.serving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import lintel.config.InputException;
import lintel.data.AtomicFile;

/**
 * A secret that clients must know. Hashes are compared, in a time that depends neither on where they differ nor on how
 * long the texts are, and the text itself is not kept.
 */
public final class Token {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 4096;
    private static final String SCHEME = "Bearer ";

    private final byte[] hash;

    private Token(String text) {
        hash = hash(text);
    }

    /**
     * @param text   surrounding white space does not count
     * @param source what messages call it; they never tell the text
     * @throws InputException if it has fewer than 16 characters, more than 4096, or others than visible ASCII
     */
    public static Token of(String text, String source) {
        String token = text.strip();
        if (token.length() < SHORTEST || token.length() > LONGEST) {
            throw new InputException("%s: a token must have %d to %,d characters, but has %d"
                    .formatted(source, SHORTEST, LONGEST, token.length()));
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InputException("%s: a token must consist of visible ASCII characters".formatted(source));
        }
        return new Token(token);
    }

    /** @throws InputException if the file cannot be read or holds no token */
    public static Token read(Path file) {
        try {
            if (Files.size(file) > 2 * LONGEST) {
                throw new InputException("%s: too large for a token".formatted(file));
            }
            return of(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
        } catch (IOException failure) {
            throw new InputException("%s: cannot be read: %s".formatted(file, AtomicFile.reason(failure)), failure);
        }
    }

    /** @param header the value of {@code Authorization}, or null */
    boolean isIn(String header) {
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String presented = bearer ? header.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(hash, hash(presented)) && bearer;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
