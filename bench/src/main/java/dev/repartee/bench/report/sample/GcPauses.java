package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.Pauses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When and how long a JVM stood still, from the file that {@code -Xlog:gc*,safepoint} writes: of
 * each collector the pauses themselves, and of each safepoint the whole stop, the way there
 * included, which is what a request feels.
 *
 * <p>Lines need {@code uptime} (as by default) or {@code time} among their decorations. Rotated
 * files beside the log ({@code .0}, {@code .1}) are read as well. What is no such line, such as the
 * last one of a process that was killed, is passed over.
 */
public final class GcPauses {
    private static final Pattern UPTIME = Pattern.compile("\\[(\\d+\\.\\d+)s]");
    private static final Pattern TIME =
            Pattern.compile("\\[(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(?:[+-]\\d{4}|Z))]");
    private static final DateTimeFormatter TIME_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS[XX][XXXX]");
    // Serial, Parallel, G1: "GC(3) Pause Young (..) 15M->4M(128M) 8.256ms"; ZGC: "GC(0) Y: Pause
    // .."
    private static final Pattern PAUSE =
            Pattern.compile("GC\\(\\d+\\) (?:[YyO]: )?Pause .*?(\\d+\\.\\d+)ms$");
    private static final Pattern STOP = Pattern.compile("Safepoint \".*Total: +(\\d+) ns");
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final List<Pause> collections = new ArrayList<>();
    private final List<Pause> stops = new ArrayList<>();

    private GcPauses() {}

    /**
     * Reads a log; one that is not there has no pauses.
     *
     * @param started when the JVM began, for lines that carry no date
     */
    public static GcPauses read(Path log, Instant started) {
        GcPauses pauses = new GcPauses();
        for (Path file : withRotated(log)) {
            // Class names in it may hold any byte.
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                lines.forEach(line -> pauses.add(line, started));
            } catch (IOException e) {
                throw new UncheckedIOException("Can't read " + file, e);
            }
        }
        return pauses;
    }

    /** The collector's pauses that ended in a window. */
    public Pauses collections(Instant from, Instant to) {
        return sum(collections, from, to);
    }

    /** All stops that ended in a window, whatever they were for. */
    public Pauses stops(Instant from, Instant to) {
        return sum(stops, from, to);
    }

    private void add(String line, Instant started) {
        Matcher pause = PAUSE.matcher(line);
        if (pause.find()) {
            double millis = Double.parseDouble(pause.group(1));
            at(line, started).ifPresent(at -> collections.add(new Pause(at, millis)));
            return;
        }
        Matcher stop = STOP.matcher(line);
        if (stop.find()) {
            double millis = Long.parseLong(stop.group(1)) / NANOS_PER_MILLI;
            at(line, started).ifPresent(at -> stops.add(new Pause(at, millis)));
        }
    }

    private static Optional<Instant> at(String line, Instant started) {
        Matcher time = TIME.matcher(line);
        if (time.find()) {
            try {
                return Optional.of(OffsetDateTime.parse(time.group(1), TIME_FORMAT).toInstant());
            } catch (DateTimeParseException torn) {
                return Optional.empty();
            }
        }
        Matcher uptime = UPTIME.matcher(line);
        return uptime.find()
                ? Optional.of(
                        started.plus(
                                Duration.ofMillis(
                                        Math.round(Double.parseDouble(uptime.group(1)) * 1_000))))
                : Optional.empty();
    }

    private static Pauses sum(List<Pause> pauses, Instant from, Instant to) {
        long count = 0;
        double total = 0;
        double longest = 0;
        for (Pause pause : pauses) {
            if (!pause.end().isBefore(from) && pause.end().isBefore(to)) {
                count++;
                total += pause.millis();
                longest = Math.max(longest, pause.millis());
            }
        }
        return new Pauses(count, total, longest);
    }

    private static List<Path> withRotated(Path log) {
        List<Path> files = new ArrayList<>();
        Path folder = log.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return files;
        }
        String name = log.getFileName().toString();
        try (DirectoryStream<Path> siblings =
                Files.newDirectoryStream(
                        folder,
                        file -> {
                            String other = file.getFileName().toString();
                            return other.startsWith(name)
                                    && other.substring(name.length()).matches("(\\.\\d+)?");
                        })) {
            siblings.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + folder, e);
        }
        return files;
    }

    /** One stop and when it was over. */
    private record Pause(Instant end, double millis) {}
}
