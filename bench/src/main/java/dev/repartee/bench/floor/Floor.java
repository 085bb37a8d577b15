package dev.repartee.bench.floor;

import dev.repartee.bench.Main;
import dev.repartee.bench.cluster.JavaProcess;
import dev.repartee.bench.cluster.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the floor: the least CPU that any program must spend on a message that travels as one
 * travels through Repartee, in a process of its own.
 */
public final class Floor {

    private static final Duration START = Duration.ofMinutes(1);

    private Floor() {}

    /**
     * Takes twice the seconds that the specification names, and a moment to start.
     *
     * @param folder for what the process leaves
     * @throws IllegalStateException when it fails
     */
    public static FloorResult run(FloorSpec spec, Path folder) {
        String name = "floor-" + spec.rate();
        Path wanted = folder.resolve(name + ".plan.json");
        Path found = folder.resolve(name + ".result.json");
        try {
            Files.deleteIfExists(wanted);
            Files.deleteIfExists(found);
            // The addresses hold passwords.
            Files.createFile(
                    wanted,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(wanted, JsonMapper.shared().writeValueAsBytes(spec));
            try (JavaProcess process = start(name, folder, wanted, found)) {
                int code = process.awaitExit(START.plusSeconds(2L * spec.seconds()));
                if (code != 0) {
                    throw new IllegalStateException("the floor failed: " + process.errors());
                }
            }
            return JsonMapper.shared().readValue(Files.readAllBytes(found), FloorResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaProcess start(String name, Path folder, Path wanted, Path found) {
        return JavaProcess.start(
                new ProcessSpec(
                        name,
                        List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmn256m", "-Xmx1g"),
                        Main.class.getName(),
                        List.of("floor", "--plan=" + wanted, "--result=" + found),
                        Map.of()),
                folder);
    }
}
