package dev.repartee.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the repository that are generated from code; {@code -Drepartee.generate=true} writes
 * them anew.
 */
public final class RepositoryFiles {

    private RepositoryFiles() {}

    /** Fails when the file differs from what the code would generate. */
    public static void assertGenerated(String path, String expected) {
        Path file = root().resolve(path);
        try {
            if (Boolean.getBoolean("repartee.generate")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, expected);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as(path + " is out of date: run the tests once with -Drepartee.generate=true")
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's text. */
    public static String read(String path) {
        try {
            return Files.readString(root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("contract/pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
