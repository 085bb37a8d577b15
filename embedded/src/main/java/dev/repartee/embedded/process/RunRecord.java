package dev.repartee.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers which process runs an engine, so that one left over from a crash is recognised. A
 * process id alone proves nothing, since ids are used again; the start time settles it.
 */
public final class RunRecord {
    private static final Duration CLOCK_ROUNDING = Duration.ofSeconds(1);

    private final Path file;

    public RunRecord(Path file) {
        this.file = file;
    }

    public void write(ProcessHandle engine) throws IOException {
        long started = engine.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Files.writeString(file, engine.pid() + " " + started);
    }

    public void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    public Optional<ProcessHandle> leftOver() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ");
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            Instant started = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(
                            process ->
                                    process.info()
                                            .startInstant()
                                            .filter(
                                                    at ->
                                                            Duration.between(at, started)
                                                                            .abs()
                                                                            .compareTo(
                                                                                    CLOCK_ROUNDING)
                                                                    <= 0)
                                            .isPresent());
        } catch (NumberFormatException torn) {
            return Optional.empty();
        }
    }
}
