package dev.repartee.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs on the search path. */
final class Executable {
    private static final String PATH =
            Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");

    private Executable() {}

    static Optional<Path> find(String name) {
        return Stream.of(PATH.split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
