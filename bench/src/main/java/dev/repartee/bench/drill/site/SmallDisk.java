package dev.repartee.bench.drill.site;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file system of a few hundred MiB in memory, mounted over a folder; needs the right to mount.
 */
public final class SmallDisk implements AutoCloseable {

    private static final int CHUNK = 1 << 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts it.
     *
     * @throws IllegalStateException when that is not allowed here
     */
    static SmallDisk mount(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + megabytes + "m",
                        "tmpfs",
                        folder.toString()));
        return new SmallDisk(folder);
    }

    /** Whether this process may mount at all. */
    public static boolean allowed() {
        try {
            Path probe = Files.createTempDirectory("repartee-disk-");
            mount(probe, 1).close();
            Files.delete(probe);
            return true;
        } catch (IllegalStateException | IOException refused) {
            return false;
        }
    }

    /** Leaves not one byte. */
    public void fill() {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(chunk);
            }
        } catch (IOException full) {
            // That is what was wanted: the last chunk did not fit, so write what does.
            fillWithSingles();
        }
    }

    /** Gives the space back. */
    public void relieve() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run(List.of("umount", "-l", folder.toString()));
    }

    private void fillWithSingles() {
        try (OutputStream filler = Files.newOutputStream(filler(), StandardOpenOption.APPEND)) {
            byte[] page = new byte[4_096];
            while (true) {
                filler.write(page);
            }
        } catch (IOException full) {
            // Full to the last page.
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException("can't run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
