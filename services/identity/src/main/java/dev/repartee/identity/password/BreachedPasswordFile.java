package dev.repartee.identity.password;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file with one upper-case SHA-1 per line, sorted, {@code :count} after it or not, as the "Pwned
 * Passwords" download has it. Searched by halving, so that it needs no memory.
 */
public final class BreachedPasswordFile implements BreachedPasswords {

    private static final int HASH_CHARACTERS = 40;

    private final Path file;

    public BreachedPasswordFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean contains(String password) {
        String wanted = sha1(password);
        try (RandomAccessFile lines = new RandomAccessFile(file.toFile(), "r")) {
            long low = 0;
            long high = lines.length();
            while (low < high) {
                long middle = (low + high) / 2;
                lines.seek(middle);
                if (middle > 0) {
                    lines.seek(middle - 1);
                    lines.readLine();
                }
                String hash = hash(lines.readLine());
                int order = hash == null ? 1 : hash.compareTo(wanted);
                if (order == 0) {
                    return true;
                }
                if (order > 0) {
                    high = middle;
                } else {
                    low = Math.max(middle + 1, lines.getFilePointer());
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String hash(@Nullable String line) {
        return line == null || line.length() < HASH_CHARACTERS
                ? null
                : line.substring(0, HASH_CHARACTERS);
    }

    private static String sha1(String password) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
