package dev.repartee.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where clients reach the engines. The PostgreSQL and Redis addresses carry passwords, so this
 * never prints them.
 *
 * @param kafka bootstrap servers, {@code host:port}
 * @param postgres JDBC URL with user and password
 * @param redis {@code redis://:password@host:port}
 */
public record EngineAddresses(String kafka, String postgres, String redis) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void write(Path file) throws IOException {
        PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }

    static Optional<EngineAddresses> read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), EngineAddresses.class));
        } catch (JacksonException malformed) {
            throw new IOException(file + " is not a list of engine addresses", malformed);
        }
    }

    @Override
    public String toString() {
        return "EngineAddresses[kafka=" + kafka + "]";
    }
}
