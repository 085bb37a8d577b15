package dev.repartee.verification.system;

import dev.repartee.postgres.DatabaseConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs the product's commands against a running system, in this JVM. */
public final class Commands {

    private final Path data;
    private final Path config;

    public Commands(RunningSystem system) {
        data = system.data();
        try {
            config = Files.writeString(data.resolve("commands.yaml"), engines(system));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a command ended, and what it said. */
    public record Run(int status, String output) {}

    public Run run(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        String[] all =
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--data=" + data, "--config=" + config))
                        .toArray(String[]::new);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            return new Run(line.execute(all), output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    /** Where the engines are, as a file of settings says it. */
    private static String engines(RunningSystem system) {
        return """
        engines:
          kafka: %s
          postgres: %s
          postgresKeys: %s
          redis: %s
        """
                .formatted(
                        system.engines().addresses().kafka(),
                        url(system.access().main()),
                        url(system.access().keys()),
                        system.engines().addresses().redis());
    }

    private static String url(DatabaseConfig at) {
        return at.url() + "?user=" + at.user() + "&password=" + at.password();
    }
}
