package dev.repartee.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Signals that {@link ProcessHandle} can't send. */
public final class Signal {
    private Signal() {}

    /** A process that has ended meanwhile is no error. */
    public static void send(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Can't send signals: the command 'kill' is missing", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public static void killTree(ProcessHandle root) {
        List<ProcessHandle> descendants = root.descendants().toList();
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
