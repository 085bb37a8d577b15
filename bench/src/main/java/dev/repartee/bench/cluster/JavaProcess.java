package dev.repartee.bench.cluster;

import dev.repartee.embedded.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM of its own: read on its output, steered by signals, ended with this one.
 *
 * <p>Its end is ours to see to: a shutdown hook kills what is still alive when this JVM ends by
 * itself or by a signal; only a {@code kill -9} of this JVM leaves it behind.
 */
public final class JavaProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(25);

    private final String name;
    private final Process process;
    private final Path folder;
    private final Thread hook;
    private final Instant started = Instant.now();

    private JavaProcess(String name, Process process, Path folder) {
        this.name = name;
        this.process = process;
        this.folder = folder;
        this.hook = new Thread(process::destroyForcibly, "end-" + name);
    }

    /** Starts it with its files in a folder; returns at once. */
    public static JavaProcess start(ProcessSpec spec, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xlog:gc*,safepoint:file=" + folder.resolve(spec.name() + ".gc.log")));
        command.addAll(spec.jvm());
        command.addAll(Production.code(spec.mainClass()));
        command.addAll(spec.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.PIPE)
                        .redirectOutput(folder.resolve(spec.name() + ".out").toFile())
                        .redirectError(folder.resolve(spec.name() + ".err").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("REPARTEE_"));
        builder.environment().putAll(spec.environment());
        try {
            JavaProcess started = new JavaProcess(spec.name(), builder.start(), folder);
            Runtime.getRuntime().addShutdownHook(started.hook);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + spec.name(), e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    /** When it was started. */
    public Instant started() {
        return started;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** All that it printed so far. */
    public String output() {
        return read(folder.resolve(name + ".out"));
    }

    /** All that it complained of, and logged, so far. */
    public String errors() {
        return read(folder.resolve(name + ".err"));
    }

    /** Its garbage collector's log. */
    public Path gcLog() {
        return folder.resolve(name + ".gc.log");
    }

    /**
     * Waits until its output matches.
     *
     * @throws IllegalStateException with the end of what it said, when it ended or took too long
     */
    public Matcher awaitOutput(Pattern pattern, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean ended = !alive();
            Matcher matcher = pattern.matcher(output());
            if (matcher.find()) {
                return matcher;
            }
            if (ended || System.nanoTime() > end) {
                throw new IllegalStateException(
                        name
                                + (ended ? " ended before" : " took too long until")
                                + " it said '"
                                + pattern
                                + "': "
                                + tail(output() + errors()));
            }
            pause();
        }
    }

    /** Writes a line to its standard input. */
    public void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen", e);
        }
    }

    /** Sends a signal: {@code STOP}, {@code CONT}, {@code TERM} or {@code KILL}. */
    public void signal(String signal) {
        Signal.send(signal, pid());
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     * @throws IllegalStateException when it takes longer
     */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " did not end within " + limit);
            }
            forget();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** Asks it to end with SIGTERM, and waits. */
    public int stop() {
        process.destroy();
        return awaitExit(STOP);
    }

    /** Ends it with SIGKILL, as a crash would. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(STOP);
    }

    @Override
    public void close() {
        if (alive()) {
            kill();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running or has run: there is nothing left to forget.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 2_000));
    }
}
