package dev.repartee.postgres;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one database is and how much of it this process may use. Its text form hides the password.
 *
 * @param url {@code jdbc:postgresql://host:port/name}, with further driver properties if needed
 * @param user the role that owns the schema
 * @param password the role's password, empty when the server asks for none
 * @param connections most connections of this process, at least 1
 * @param connectTimeout how long a caller waits for a connection before it is told that there is
 *     none
 * @param statementTimeout how long one statement may run
 */
public record DatabaseConfig(
        String url,
        String user,
        String password,
        int connections,
        Duration connectTimeout,
        Duration statementTimeout) {

    private static final String PREFIX = "jdbc:";
    private static final Pattern TOOLS_FORM =
            Pattern.compile(
                    "postgres(ql)?://((?<user>[^:@/]+)(:(?<password>[^@/]*))?@)?(?<rest>.+)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_CONFIGURATION}, naming the field
     */
    public DatabaseConfig {
        URI address = address(url);
        if (address.getHost() == null || !NAME.matcher(name(address)).matches()) {
            throw invalid("url must be jdbc:postgresql://host:port/name");
        }
        if (user.isEmpty()) {
            throw invalid("user must not be empty");
        }
        if (connections < 1) {
            throw invalid("connections must be at least 1");
        }
        // 250 ms is the shortest wait that the pool supports
        if (connectTimeout.compareTo(Duration.ofMillis(250)) < 0) {
            throw invalid("connectTimeout must be at least 250 ms");
        }
        if (statementTimeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw invalid("statementTimeout must be at least 1 ms");
        }
    }

    /** Ten connections, 2 s to get one, 30 s for a statement. */
    public static DatabaseConfig defaults(String url, String user, String password) {
        return new DatabaseConfig(
                url, user, password, 10, Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    /**
     * Reads a URL that says who connects, in the driver's form {@code
     * jdbc:postgresql://host/name?user=u&password=p} or in that of PostgreSQL's own tools, {@code
     * postgresql://u:p@host/name}; the rest is as in {@link #defaults}.
     */
    public static DatabaseConfig parse(String text) {
        Matcher tools = TOOLS_FORM.matcher(text);
        if (tools.matches()) {
            return defaults(
                    "jdbc:postgresql://" + tools.group("rest"),
                    decode(tools.group("user")),
                    decode(tools.group("password")));
        }
        int query = text.indexOf('?');
        StringJoiner others = new StringJoiner("&", "?", "").setEmptyValue("");
        String user = "";
        String password = "";
        for (String property : query < 0 ? new String[0] : text.substring(query + 1).split("&")) {
            if (property.startsWith("user=")) {
                user = decode(property.substring("user=".length()));
            } else if (property.startsWith("password=")) {
                password = decode(property.substring("password=".length()));
            } else {
                others.add(property);
            }
        }
        return defaults((query < 0 ? text : text.substring(0, query)) + others, user, password);
    }

    /** The same server's database of another name, for the keys, say. */
    public DatabaseConfig withName(String other) {
        URI address = address(url);
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new DatabaseConfig(
                "jdbc:postgresql://" + server() + "/" + other + query,
                user,
                password,
                connections,
                connectTimeout,
                statementTimeout);
    }

    /** The same with another bound of connections. */
    public DatabaseConfig withConnections(int bound) {
        return new DatabaseConfig(url, user, password, bound, connectTimeout, statementTimeout);
    }

    /** The database's name. */
    public String name() {
        return name(address(url));
    }

    /** The server as {@code host:port}. */
    public String server() {
        URI address = address(url);
        return address.getHost() + ":" + (address.getPort() < 0 ? 5432 : address.getPort());
    }

    @Override
    public String toString() {
        return "DatabaseConfig[%s/%s, user=%s, connections=%d, connectTimeout=%s, statementTimeout=%s]"
                .formatted(server(), name(), user, connections, connectTimeout, statementTimeout);
    }

    private static URI address(String url) {
        if (!url.startsWith("jdbc:postgresql://")) {
            throw invalid("url must begin with jdbc:postgresql://");
        }
        try {
            return new URI(url.substring(PREFIX.length()));
        } catch (URISyntaxException e) {
            throw invalid("url is no URL: " + e.getReason());
        }
    }

    private static String decode(@Nullable String encoded) {
        return encoded == null ? "" : URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static String name(URI address) {
        String path = address.getPath();
        return path == null || path.isEmpty() ? "" : path.substring(1);
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_CONFIGURATION, "postgres: " + detail);
    }
}
