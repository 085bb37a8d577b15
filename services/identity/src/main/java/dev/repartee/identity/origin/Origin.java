package dev.repartee.identity.origin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a web page comes from, as browsers write it (RFC 6454, section 6.2): {@code
 * https://shop.example}, in lower case, without a path and without the port that the scheme
 * implies. Only HTTPS, or a page of the visitor's own machine for who develops one.
 */
public record Origin(@JsonValue String value) {

    private static final int LONGEST = 255;
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for anything else
     */
    @JsonCreator
    public Origin {
        if (value.length() > LONGEST || !value.equals(canonical(value))) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "an origin must be as browsers write it, such as https://shop.example: https,"
                            + " lower case, no path, no standard port, no wildcard");
        }
    }

    private static @Nullable String canonical(String text) {
        try {
            URI uri = URI.create(text);
            String host = uri.getHost();
            String scheme = uri.getScheme();
            if (host == null || scheme == null || !safe(scheme, host)) {
                return null;
            }
            boolean implied = uri.getPort() == (scheme.equals("https") ? 443 : 80);
            String port = uri.getPort() < 0 || implied ? "" : ":" + uri.getPort();
            return scheme + "://" + host.toLowerCase(Locale.ROOT) + port;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean safe(String scheme, String host) {
        return scheme.equals("https") || (scheme.equals("http") && OWN_MACHINE.contains(host));
    }

    @Override
    public String toString() {
        return value;
    }
}
