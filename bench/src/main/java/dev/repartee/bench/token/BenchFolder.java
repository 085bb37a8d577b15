package dev.repartee.bench.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the measured processes share and must not be told by arguments, which every user of the
 * machine may list and JMH prints. Only its owner may read it.
 */
record BenchFolder(Path path) implements AutoCloseable {

    /** A new one, for the database of that address, password included. */
    static BenchFolder create(String database) throws IOException {
        BenchFolder folder = new BenchFolder(Files.createTempDirectory("repartee-bench-token"));
        Files.writeString(folder.databaseFile(), database);
        return folder;
    }

    /** The address of the database. */
    String database() {
        try {
            return Files.readString(databaseFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the master key is, once a process has made it. */
    Path masterKey() {
        return path.resolve("master.key");
    }

    private Path databaseFile() {
        return path.resolve("database");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(masterKey());
        Files.deleteIfExists(databaseFile());
        Files.deleteIfExists(path);
    }
}
