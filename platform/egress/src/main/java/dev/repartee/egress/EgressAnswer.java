package dev.repartee.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;

/**
 * What a server answered, whatever its status.
 *
 * @param status the HTTP status, never a redirect that was followed
 * @param headers by name in lower case
 * @param url where the answer came from, after redirects
 * @param body as it came
 */
public record EgressAnswer(int status, Map<String, List<String>> headers, URI url, byte[] body) {

    /** Reads an answer while it comes. */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * @param body ends with an exception where the answer's limit is
         */
        T read(Head head, InputStream body) throws IOException;
    }

    /** All of an answer but its body. */
    public record Head(int status, Map<String, List<String>> headers, URI url) {

        /** The first value of a header. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }
    }

    /** Whether it is one of success. */
    public boolean successful() {
        return status / 100 == 2;
    }

    /** The media type without parameters, in lower case; empty when there is none. */
    public String mediaType() {
        return first("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The body as text in the charset that the server names, else UTF-8. */
    public String text() {
        Charset charset = StandardCharsets.UTF_8;
        try {
            ContentType type = ContentType.parse(first("content-type").orElse(""));
            charset = type == null || type.getCharset() == null ? charset : type.getCharset();
        } catch (RuntimeException unknownCharset) {
            return new String(body, StandardCharsets.UTF_8);
        }
        return new String(body, charset);
    }

    private Optional<String> first(String name) {
        return new Head(status, headers, url).header(name);
    }
}
