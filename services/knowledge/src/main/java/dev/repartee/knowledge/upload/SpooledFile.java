package dev.repartee.knowledge.upload;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file on disk while it is passed on, so that neither memory nor a database connection waits for
 * a slow sender. Gone when closed.
 *
 * @param path where it lies
 * @param bytes its size
 * @param sha256 in hex
 */
record SpooledFile(Path path, long bytes, String sha256) implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /**
     * Reads a stream to its end.
     *
     * @throws ReparteeException with {@code BODY_TOO_LARGE} as soon as it is longer than allowed
     */
    static SpooledFile of(InputStream in, long maxBytes, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path path = Files.createTempFile(folder, "upload-", "");
        try (OutputStream out = Files.newOutputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes += n;
                if (bytes > maxBytes) {
                    throw tooLarge(maxBytes);
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
            return new SpooledFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static ReparteeException tooLarge(long maxBytes) {
        return new ReparteeException(
                ErrorCode.BODY_TOO_LARGE,
                "the file is larger than " + (maxBytes >> 20) + " MB: split it");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
