package dev.repartee.bench.fuzz.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of one folder of the class path, which lies in folders or in jars. */
final class ClassPathFolder {

    private ClassPathFolder() {}

    /** The files directly in the folder by their names, sorted; empty when there is no folder. */
    static Map<String, byte[]> read(String folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try {
            for (URL url : Collections.list(ClassLoader.getSystemResources(folder))) {
                URI place = url.toURI();
                if (place.getScheme().equals("jar")) {
                    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                        read(jar.getPath(folder), files);
                    }
                } else {
                    read(Path.of(place), files);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path names " + folder + " wrongly", e);
        }
        return files;
    }

    private static void read(Path folder, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }
}
