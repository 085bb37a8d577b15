package dev.repartee.bench.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The engines' data of a run that has ended: large, and of no use once it was judged. */
public final class Leftovers {

    private Leftovers() {}

    /** Removes what the engines of a {@link Cluster} kept below its folder; the logs stay. */
    public static void removeData(Path folder) {
        remove(folder.resolve(Cluster.DATA));
    }

    /** Removes a folder and everything in it, if it is there. */
    public static void remove(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't remove " + folder, e);
        }
    }
}
