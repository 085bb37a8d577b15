package dev.repartee.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's ahead-of-time cache for the broker (JEP 483, 514 and 515): its classes loaded and
 * linked, its hot methods known. It belongs to one JDK, one set of jars and one collector; where it
 * does not match, the JVM passes over it and the broker starts as if there were none.
 *
 * @param file where it is; used when it is there
 * @param jar whose libraries the broker runs from, so that processes with other class paths can
 *     share the cache; null means this process's own
 * @param recording true has the broker record what it does while it runs and write that as it stops
 */
public record KafkaStartCache(Path file, @Nullable Path jar, boolean recording) {
    /** Writing the cache takes a broker much longer than an ordinary end. */
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(5);

    public KafkaStartCache {
        file = file.toAbsolutePath();
    }

    /** A cache that a broker starts with when it is there. */
    public static KafkaStartCache at(Path file) {
        return new KafkaStartCache(file, null, false);
    }

    /** The same for a broker that runs from the libraries that a jar's manifest names. */
    public KafkaStartCache withLibrariesOf(Path other) {
        return new KafkaStartCache(file, other, recording);
    }

    /**
     * The same, made by the next broker; to be {@linkplain #keep kept} once that has stopped, which
     * takes it some 20 s more on two cores.
     */
    public KafkaStartCache recorded() {
        return new KafkaStartCache(file, jar, true);
    }

    /** Lets later brokers start with what was recorded; false when the broker left nothing. */
    public boolean keep() throws IOException {
        if (Files.notExists(fresh())) {
            return false;
        }
        Files.move(
                fresh(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** Forgets what was recorded and not kept. */
    public void discard() throws IOException {
        Files.deleteIfExists(fresh());
    }

    /** What the broker's JVM is told. */
    List<String> flags() {
        if (recording) {
            return List.of("-XX:AOTCacheOutput=" + fresh());
        }
        return Files.exists(file)
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds=off")
                : List.of();
    }

    /** How long the broker may take to end. */
    Duration grace(Duration usual) {
        return recording ? WRITE_LIMIT : usual;
    }

    private Path fresh() {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
