package dev.repartee.bench.report.print;

import dev.repartee.bench.report.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A result as JSON: what a script reads, and what a later run is compared with. */
public final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** Writes it, over an earlier one. */
    public static void write(RunResult result, Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(result) + "\n");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when the file is none, or is cut off
     */
    public static RunResult read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), RunResult.class);
        } catch (JacksonException malformed) {
            throw new IOException(
                    file + " is no result of a run: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
