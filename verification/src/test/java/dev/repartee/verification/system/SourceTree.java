package dev.repartee.verification.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's files as they lie beside the tests, whatever folder these run in. */
public final class SourceTree {

    private SourceTree() {}

    /** The folder that holds all modules. */
    public static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("contract/pom.xml"))) {
            root = root.getParent();
        }
        return root;
    }

    /**
     * The Java sources of all modules.
     *
     * @param folder which of them, such as {@code /src/main/java/}
     */
    public static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(
                            file ->
                                    file.toString().contains(folder)
                                            && file.toString().endsWith(".java"))
                    .toList();
        }
    }
}
