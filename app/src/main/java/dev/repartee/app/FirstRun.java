package dev.repartee.app;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the first start made for its operator, kept in {@code first-run.json} that only its owner
 * can read.
 *
 * @param url the gateway
 * @param tenantId the demo tenant
 * @param apiKey a key of that tenant; only its hash is stored elsewhere
 * @param adminEmail who signs in first
 * @param adminPassword with what
 */
public record FirstRun(
        URI url, String tenantId, String apiKey, String adminEmail, String adminPassword) {

    private static final String FILE = "first-run.json";

    /** Where the file lies. */
    public static Path file(Path data) {
        return data.resolve(FILE);
    }

    /** Reads the file of a data folder. */
    public static FirstRun read(Path data) {
        Path file = file(data);
        try {
            return JsonMapper.shared().readValue(Files.readAllBytes(file), FirstRun.class);
        } catch (IOException | JacksonException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "cannot read "
                            + file
                            + ": run './repartee up' first, or name its folder with --data",
                    e);
        }
    }

    /** Writes the file with mode 600 from its first byte on; never replaces one that is there. */
    public void write(Path data) throws IOException {
        Path file = file(data);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                file,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(this),
                StandardOpenOption.WRITE);
    }

    @Override
    public String toString() {
        return "FirstRun[url=" + url + ", tenantId=" + tenantId + "]";
    }
}
