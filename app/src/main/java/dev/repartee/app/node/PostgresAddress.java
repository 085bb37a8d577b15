package dev.repartee.app.node;

import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An address of PostgreSQL as people write it: {@code
 * postgresql://user:password@host:port/database} or a JDBC URL with {@code user} and {@code
 * password} among its parameters.
 *
 * @param server {@code host:port}
 * @param database the database's name
 * @param user the role
 * @param password its password, may be empty
 * @param parameters further driver properties, {@code a=b&c=d}
 */
record PostgresAddress(
        String server, String database, String user, String password, String parameters) {

    private static final int DEFAULT_PORT = 5432;

    /**
     * @throws StartupException when it is no such address; the text is not shown, it has a password
     */
    static PostgresAddress parse(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        try {
            URI uri = new URI(plain);
            String path = uri.getPath() == null ? "" : uri.getPath();
            Map<String, String> query = query(uri.getRawQuery());
            String[] account =
                    uri.getRawUserInfo() == null
                            ? new String[] {
                                query.getOrDefault("user", ""), query.getOrDefault("password", "")
                            }
                            : split(uri.getRawUserInfo());
            query.remove("user");
            query.remove("password");
            if (uri.getHost() == null || path.length() < 2 || account[0].isEmpty()) {
                throw refused();
            }
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            return new PostgresAddress(
                    uri.getHost() + ":" + port,
                    path.substring(1),
                    account[0],
                    account[1],
                    query.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("&")));
        } catch (URISyntaxException e) {
            throw refused();
        }
    }

    PostgresAddress withDatabase(String other) {
        return new PostgresAddress(server, other, user, password, parameters);
    }

    DatabaseConfig config() {
        String suffix = parameters.isEmpty() ? "" : "?" + parameters;
        return DatabaseConfig.defaults(
                "jdbc:postgresql://" + server + "/" + database + suffix, user, password);
    }

    @Override
    public String toString() {
        return "PostgresAddress[" + server + "/" + database + "]";
    }

    private static String[] split(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new String[] {decode(userInfo), ""}
                : new String[] {
                    decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))
                };
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    pairs.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
                }
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StartupException refused() {
        return new StartupException(
                ExitCode.CONFIGURATION,
                "REPARTEE_POSTGRES must be postgresql://user:password@host:port/database.");
    }
}
