package dev.repartee.embedded.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An engine run by a small shell script that ends it when our end of a pipe closes: on {@link
 * #stop()}, and also when this process dies without a chance to clean up. Both live in a session of
 * their own, out of reach of the terminal's Ctrl-C, so that the engines outlive the stages that
 * still write to them.
 */
public final class GuardedProcess {
    private static final String SCRIPT = script();
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Process guard;
    private final ProcessHandle engine;
    private final Duration grace;

    private GuardedProcess(Process guard, ProcessHandle engine, Duration grace) {
        this.guard = guard;
        this.engine = engine;
        this.grace = grace;
    }

    public static GuardedProcess start(Launch launch, Path log) throws IOException {
        List<String> command = new ArrayList<>(session());
        command.addAll(List.of("sh", "-c", SCRIPT, "guard", launch.stopSignal()));
        command.addAll(List.of(Long.toString(launch.grace().toSeconds()), log.toString()));
        command.addAll(launch.command());
        Process guard =
                new ProcessBuilder(command)
                        .directory(launch.folder().toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        String pid = firstLine(guard);
        if (pid == null) {
            throw new IOException("the guard of the engine did not start; see " + log);
        }
        ProcessHandle engine = ProcessHandle.of(Long.parseLong(pid)).orElseGet(guard::toHandle);
        GuardedProcess process = new GuardedProcess(guard, engine, launch.grace());
        guard.onExit().thenRun(process::killEngine);
        return process;
    }

    public ProcessHandle engine() {
        return engine;
    }

    public boolean isAlive() {
        return guard.isAlive();
    }

    public CompletableFuture<Integer> onExit() {
        return guard.onExit().thenApply(Process::exitValue);
    }

    public void stop() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // The guard has ended, and its engine with it.
        }
        if (!awaitExit(grace.plusSeconds(1))) {
            kill();
        }
    }

    public void kill() {
        killEngine();
        if (!awaitExit(KILL_LIMIT)) {
            guard.destroyForcibly();
            awaitExit(KILL_LIMIT);
        }
    }

    /**
     * Sends the signal to the engine first and then to its children, so that it can't start new
     * ones in between.
     */
    public void signal(String name) {
        Signal.send(name, engine.pid());
        engine.descendants().forEach(child -> Signal.send(name, child.pid()));
    }

    private void killEngine() {
        Signal.killTree(engine);
    }

    private boolean awaitExit(Duration limit) {
        try {
            guard.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !guard.isAlive();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("Can't wait for the end of an engine", failure);
        }
    }

    private static String firstLine(Process guard) throws IOException {
        try (BufferedReader output = guard.inputReader(StandardCharsets.UTF_8)) {
            return output.readLine();
        }
    }

    /** Linux has setsid(1); macOS has not, but ships Perl. */
    private static List<String> session() {
        return Executable.find("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .orElseGet(
                        () ->
                                List.of(
                                        "perl",
                                        "-MPOSIX",
                                        "-e",
                                        "POSIX::setsid(); exec { $ARGV[0] } @ARGV"));
    }

    private static String script() {
        try (InputStream script = GuardedProcess.class.getResourceAsStream("guard.sh")) {
            if (script == null) {
                throw new IllegalStateException("guard.sh is missing from the embedded module");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * How to run an engine.
     *
     * @param folder working folder
     * @param stopSignal name of the signal that asks it to end, for example {@code TERM}
     * @param grace how long it may take to end before it is killed; whole seconds
     */
    public record Launch(Path folder, List<String> command, String stopSignal, Duration grace) {
        public Launch {
            command = List.copyOf(command);
        }
    }
}
