package dev.repartee.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * Unpacks the server programs that come as jars, once per version. Several processes may do so at
 * the same time: each unpacks aside, and the first to finish gives the folder its name.
 */
final class Binaries {
    private final Path folder;

    Binaries(Path folder) {
        this.folder = folder;
    }

    /** The folder that holds {@code bin/postgres} and {@code bin/initdb}. */
    Path postgres() throws IOException {
        String resource = "/postgres-" + system() + "-" + architecture() + ".txz";
        return unpacked(
                resource,
                (from, into) -> {
                    try (TarArchiveInputStream tar =
                            new TarArchiveInputStream(new XZInputStream(from))) {
                        for (TarArchiveEntry entry = tar.getNextEntry();
                                entry != null;
                                entry = tar.getNextEntry()) {
                            extract(tar, entry, into);
                        }
                    }
                });
    }

    /** The Redis server program. */
    Path redis() throws IOException {
        String name =
                ExecutableProvider.newProvidedVersionsMap()
                        .get(OsArchitecture.detectOSandArchitecture());
        if (name == null) {
            throw new IOException(
                    "no Redis is packed for this system; name one with REPARTEE_REDIS");
        }
        return unpacked(
                        name.startsWith("/") ? name : "/" + name,
                        (from, into) -> {
                            Path program = into.resolve("redis-server");
                            Files.copy(from, program);
                            Files.setPosixFilePermissions(
                                    program, PosixFilePermissions.fromString("rwxr-xr-x"));
                        })
                .resolve("redis-server");
    }

    private Path unpacked(String resource, Unpacking unpacking) throws IOException {
        URL packed = Binaries.class.getResource(resource);
        if (packed == null) {
            throw new IOException(
                    "no server program is packed for this system (" + resource.substring(1) + ")");
        }
        URLConnection connection = packed.openConnection();
        Path home =
                folder.resolve(
                        resource.substring(1).replace(".txz", "")
                                + "-"
                                + connection.getContentLengthLong());
        if (Files.notExists(home)) {
            Files.createDirectories(folder);
            Path aside = Files.createTempDirectory(folder, "unpacking-");
            try (InputStream from = new BufferedInputStream(connection.getInputStream())) {
                unpacking.unpack(from, aside);
                Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException failure) {
                if (Files.notExists(home)) {
                    throw failure;
                }
            } finally {
                deleteTree(aside);
            }
        }
        return home;
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("the archive reaches outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        String mode = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    }

    static void deleteTree(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            tree.sorted(Comparator.reverseOrder())
                    .forEach(
                            path -> {
                                try {
                                    Files.deleteIfExists(path);
                                } catch (IOException failure) {
                                    throw new UncheckedIOException(failure);
                                }
                            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64", "arm64" -> "arm_64";
            case "amd64", "x86_64" -> "x86_64";
            case String other -> other;
        };
    }

    @FunctionalInterface
    private interface Unpacking {
        void unpack(InputStream from, Path into) throws IOException;
    }
}
