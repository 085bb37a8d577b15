package dev.repartee.bench.fuzz.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a JVM holds.
 *
 * @param threads platform threads
 * @param files open files, sockets among them; 0 where there is no {@code /proc}
 * @param liveBytes what is left on the heap after a full collection
 */
record Footprint(long threads, long files, long liveBytes) {

    private static final int MORE_THREADS = 24;
    private static final int MORE_FILES = 48;
    private static final long MORE_BYTES = 64L << 20;

    /** As it is now; forces a full collection. */
    static Footprint of(long pid) {
        return new Footprint(threads(pid), files(pid), liveBytes(pid));
    }

    /** What has grown by more than caches and pools may. */
    Optional<String> grownSince(Footprint before) {
        if (threads > before.threads + MORE_THREADS) {
            return Optional.of("threads: " + before.threads + " became " + threads);
        }
        if (files > before.files + MORE_FILES) {
            return Optional.of("open files: " + before.files + " became " + files);
        }
        if (liveBytes > before.liveBytes + MORE_BYTES) {
            return Optional.of(
                    "live heap: "
                            + mebibytes(before.liveBytes)
                            + " became "
                            + mebibytes(liveBytes));
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return threads + " threads, " + files + " files, " + mebibytes(liveBytes) + " live";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static long threads(long pid) {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return status.filter(line -> line.startsWith("Threads:"))
                    .mapToLong(line -> Long.parseLong(line.substring(8).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException noProc) {
            return 0;
        }
    }

    private static long files(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        } catch (IOException noProc) {
            return 0;
        }
    }

    /** The histogram of the heap collects first, and ends with a line of totals. */
    private static long liveBytes(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process =
                    new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            try (Stream<String> lines = process.inputReader().lines()) {
                return lines.filter(line -> line.startsWith("Total"))
                        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("jcmd tells no heap of " + pid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
