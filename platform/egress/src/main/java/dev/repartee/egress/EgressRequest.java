package dev.repartee.egress;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call to a URL that a user gave.
 *
 * @param method such as {@code GET}
 * @param url checked before anything is sent
 * @param headers by name; none but {@code Accept}, {@code Content-Type} and {@code User-Agent}
 *     follow a redirect to another origin
 * @param body or null
 * @param limits how much it may take
 * @param hosts where it may go, redirects included ({@code *.example.com} for all below); empty for
 *     anywhere that the deployment allows
 */
public record EgressRequest(
        String method,
        String url,
        Map<String, String> headers,
        byte @Nullable [] body,
        Limits limits,
        Set<String> hosts) {

    /**
     * How much a call may take.
     *
     * @param time for everything: name look-up, connection, redirects, and the whole answer
     * @param answerBytes longest answer
     */
    public record Limits(Duration time, int answerBytes) {

        /** 10 s and 1 MiB. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), 1 << 20);

        public Limits {
            if (!time.isPositive() || answerBytes < 1) {
                throw new IllegalArgumentException("a call's limits must be positive");
            }
        }
    }

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /** What the client writes itself, and what would change where a call goes. */
    private static final Set<String> OWN =
            Set.of(
                    "host",
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "te",
                    "trailer",
                    "upgrade",
                    "expect",
                    "proxy-authorization",
                    "proxy-connection");

    /**
     * @throws IllegalArgumentException for a method or header that could not be sent as it is
     */
    public EgressRequest {
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("no HTTP method: " + method);
        }
        method = method.toUpperCase(Locale.ROOT);
        headers = Map.copyOf(headers);
        hosts = Set.copyOf(hosts);
        headers.forEach(EgressRequest::checkHeader);
    }

    /**
     * Whether a header may be set.
     *
     * @throws IllegalArgumentException naming the header, never its value
     */
    public static void checkHeader(String name, String value) {
        if (!TOKEN.matcher(name).matches() || OWN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header '" + name + "' can't be set");
        }
        if (value.chars().anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "the header '" + name + "' has a value with control characters");
        }
    }

    /** Fetches a URL. */
    public static EgressRequest get(String url, Limits limits) {
        return new EgressRequest("GET", url, Map.of(), null, limits, Set.of());
    }
}
