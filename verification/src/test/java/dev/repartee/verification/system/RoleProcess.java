package dev.repartee.verification.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of Repartee in a JVM of its own, as an operator runs it: on the command line it is
 * configured, on its output it is read, by signals it is ended.
 */
public final class RoleProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Pattern GATEWAY = Pattern.compile("HTTP: +(http://\\S+)");
    private static final Pattern OPERATIONS = Pattern.compile("operations: +(http://[^/]+)/ready");

    private final Process process;
    private final Path output;
    private final Path errors;
    private final Set<ProcessHandle> family = new LinkedHashSet<>();

    private RoleProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Runs a command; ports that a test does not care about are any free ones. */
    public static RoleProcess start(String... arguments) {
        return start(Map.of(), arguments);
    }

    /** Runs a command with more variables. */
    public static RoleProcess start(Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("repartee-", ".out");
            Path errors = Files.createTempFile("repartee-", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("REPARTEE_"));
            builder.environment().put("REPARTEE_OPERATIONS_PORT", "0");
            builder.environment().put("REPARTEE_CONTROL_PORT", "0");
            builder.environment().putAll(variables);
            return new RoleProcess(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it says that it is ready, and remembers the processes that it needed for that.
     */
    public RoleProcess ready() {
        await().atMost(START).until(() -> output().contains("Ctrl-C stops") || !process.isAlive());
        assertThat(process.isAlive()).as(this::toString).isTrue();
        remember();
        return this;
    }

    /** The gateway that it announced. */
    public URI gateway() {
        return announced(GATEWAY);
    }

    /** Where it said that its health and metrics are. */
    public URI operations() {
        return announced(OPERATIONS);
    }

    /** What it said so far. */
    public String output() {
        return read(output);
    }

    /** What it complained of, and logged, so far. */
    public String errors() {
        return read(errors);
    }

    /** Its exit code, once it ended by itself and left nothing behind. */
    public int exitCode() {
        awaitEnd(START);
        return process.exitValue();
    }

    /** Takes note of the processes that it has started by now; tells how many there were so far. */
    public int remember() {
        process.descendants().forEach(family::add);
        return family.size();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        remember();
        process.destroy();
    }

    /** Waits for the end that {@link #terminate} asked for: all of its processes, within 10 s. */
    public void awaitEnd() {
        awaitEnd(STOP);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGKILL to the process alone; what it started must end with it. */
    public void kill() {
        remember();
        process.destroyForcibly();
        awaitEnd(STOP);
    }

    /** Sends SIGKILL to it and everything that it started. */
    public void killAll() {
        remember();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(STOP);
    }

    @Override
    public void close() {
        killAll();
        try {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return output() + errors();
    }

    private URI announced(Pattern line) {
        Matcher address = line.matcher(output());
        assertThat(address.find()).as(this::toString).isTrue();
        return URI.create(address.group(1));
    }

    private void awaitEnd(Duration limit) {
        await().atMost(limit)
                .untilAsserted(
                        () -> {
                            assertThat(process.isAlive()).as("alive: %s", this).isFalse();
                            assertThat(family.stream().filter(ProcessHandle::isAlive))
                                    .extracting(ProcessHandle::info)
                                    .as("left over: %s", this)
                                    .isEmpty();
                        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
