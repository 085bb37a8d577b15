package dev.repartee.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * The scripts that make a schema, with the checksums that Flyway gives them.
 *
 * <p>Most starts have nothing to migrate, and Flyway is 400 classes that stay in memory: it is only
 * asked when the history of the database does not name exactly these scripts. Whatever is in doubt
 * is Flyway's to judge.
 */
final class Scripts {

    private static final String EXTENSION = ".sql";
    private static final String EXISTS = "SELECT to_regclass('flyway_schema_history') IS NOT NULL";
    private static final String HISTORY =
            "SELECT script, checksum FROM flyway_schema_history WHERE success AND type = 'SQL'";
    private static final String OTHERS =
            "SELECT EXISTS (SELECT 1 FROM flyway_schema_history WHERE NOT success OR type <> 'SQL')";

    private final Map<String, Integer> checksums;

    private Scripts(Map<String, Integer> checksums) {
        this.checksums = checksums;
    }

    /** Those of a folder of the class path. */
    static Scripts in(String folder) {
        Map<String, Integer> checksums = new HashMap<>();
        for (String name : names(folder)) {
            checksums.put(name, checksum(text(folder + "/" + name)));
        }
        return new Scripts(checksums);
    }

    /** Whether the database has them all, unchanged, and nothing else. */
    boolean done(Connection connection) throws SQLException {
        return holds(connection, EXISTS)
                && !holds(connection, OTHERS)
                && history(connection).equals(checksums);
    }

    private static boolean holds(Connection connection, String question) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question);
                ResultSet rows = query.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static Map<String, Integer> history(Connection connection) throws SQLException {
        Map<String, Integer> history = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(HISTORY);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                history.put(rows.getString(1), rows.getInt(2));
            }
        }
        return history;
    }

    /** Flyway's: of the lines without their ends, so that a checkout with others is the same. */
    private static int checksum(String text) {
        CRC32 sum = new CRC32();
        text.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }

    private static String text(String path) {
        try (InputStream script = Scripts.class.getResourceAsStream("/" + path)) {
            return new String(
                    Objects.requireNonNull(script, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(String folder) {
        URL place = Objects.requireNonNull(Scripts.class.getResource("/" + folder), folder);
        try {
            return place.openConnection() instanceof JarURLConnection jar
                    ? packed(jar, folder + "/")
                    : unpacked(place.toURI());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> packed(JarURLConnection connection, String prefix)
            throws IOException {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(prefix) && name.endsWith(EXTENSION))
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
    }

    private static List<String> unpacked(URI folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXTENSION))
                    .toList();
        }
    }
}
