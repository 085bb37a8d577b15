package dev.repartee.tools.call;

import dev.repartee.tools.StoredTool;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a tool's definition leaves open until it is called. */
final class Placeholders {

    private Placeholders() {}

    /** The headers with their secrets. */
    static Map<String, String> headers(StoredTool.Opened opened) {
        Map<String, String> headers = new HashMap<>();
        opened.stored()
                .tool()
                .source()
                .access()
                .headers()
                .forEach((name, value) -> headers.put(name, filled(value, opened.secrets())));
        return headers;
    }

    /** Where calls may go: the URL's own host, or those that are listed. */
    static Set<String> hosts(String url, List<String> listed) {
        if (!listed.isEmpty()) {
            return Set.copyOf(listed);
        }
        int path = url.indexOf('/', url.indexOf("://") + 3);
        String host = URI.create(path < 0 ? url : url.substring(0, path)).getHost();
        return Set.of(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String filled(String value, Map<String, String> secrets) {
        String filled = value;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            filled = filled.replace("${" + secret.getKey() + "}", secret.getValue());
        }
        return filled;
    }
}
