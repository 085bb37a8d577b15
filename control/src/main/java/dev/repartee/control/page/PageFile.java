package dev.repartee.control.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A file of the page. Browsers ask each time whether it is still the one that they have, so that no
 * two of different versions meet.
 */
final class PageFile {

    /** Our own script and stylesheet, calls to ourselves, and nothing else from anywhere. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private final MediaType type;
    private final byte[] bytes;
    private final String tag;

    /**
     * @throws IllegalStateException when the file is not among the resources
     */
    PageFile(String name, String type) {
        this.type = MediaType.parseMediaType(type);
        try (InputStream stream = PageFile.class.getResourceAsStream("/page/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("resource /page/" + name + " is missing");
            }
            bytes = stream.readAllBytes();
            tag = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ResponseEntity<byte[]> answer() {
        return ResponseEntity.ok()
                .contentType(type)
                .eTag(tag)
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", POLICY)
                .body(bytes);
    }
}
