package dev.repartee.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A data folder that belongs to this process for as long as it is open. The claim is a lock of the
 * operating system, so it ends with the process however that ends.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "engines.lock";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    // Within one process a second open of the file would not see the lock, and its close would
    // release it.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DataFolder claim(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        if (!HELD.add(path)) {
            throw inUse(path);
        }
        boolean claimed = false;
        try {
            Files.createDirectories(path, OWNER_ONLY);
            Files.createDirectories(path.resolve("logs"));
            FileChannel channel =
                    FileChannel.open(
                            path.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(path);
            }
            claimed = true;
            return new DataFolder(path, channel);
        } catch (IOException failure) {
            throw new DataFolderException(
                    "The data folder "
                            + path
                            + " can't be written to ("
                            + failure
                            + "). Choose another with --data.",
                    failure);
        } finally {
            if (!claimed) {
                HELD.remove(path);
            }
        }
    }

    /** True while some living process, perhaps this one, holds the folder. */
    static boolean isClaimed(Path folder) throws IOException {
        Path path = folder.toAbsolutePath().normalize();
        if (HELD.contains(path)) {
            return true;
        }
        Path lock = path.resolve(LOCK);
        if (Files.notExists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        }
    }

    private static DataFolderException inUse(Path path) {
        return new DataFolderException(
                "The data folder "
                        + path
                        + " is in use by another Repartee. "
                        + "Stop that one, use its engines, or choose another folder with --data.");
    }

    Path path() {
        return path;
    }

    Path log(String engine) {
        return path.resolve("logs").resolve(engine + ".log");
    }

    Path engine(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException failure) {
            throw new DataFolderException(
                    "Can't create " + path.resolve(name) + " (" + failure + ")", failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new DataFolderException("Can't release " + path + " (" + failure + ")", failure);
        } finally {
            HELD.remove(path);
        }
    }
}
