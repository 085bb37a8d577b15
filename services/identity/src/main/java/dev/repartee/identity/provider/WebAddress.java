package dev.repartee.identity.provider;

import java.net.URI;
import java.util.Set;

/** Which addresses secrets may be sent to: TLS, or this very machine. */
public final class WebAddress {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    /** Whether it is {@code https}, or {@code http} to this machine, and carries no password. */
    public static boolean acceptable(URI address) {
        String host = address.getHost();
        return host != null
                && address.getRawUserInfo() == null
                && ("https".equals(address.getScheme())
                        || "http".equals(address.getScheme()) && HERE.contains(host));
    }
}
