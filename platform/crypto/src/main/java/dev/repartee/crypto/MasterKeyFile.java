package dev.repartee.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A master key in a file that only its owner may read: a Tink keyset in JSON, so that one with
 * several keys (rotation) works as well. Thread-safe.
 *
 * <p>A process that meets something that was wrapped with a key that it does not know reads the
 * file anew: that is how it learns of a {@link #rotate} by another one.
 */
public final class MasterKeyFile implements MasterKey {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A group may read: that is how a cluster mounts a secret for a user that is not root. */
    private static final Set<PosixFilePermission> BEARABLE =
            PosixFilePermissions.fromString("rwxr-x---");

    private final Path file;

    // Replaced whole by reload(); read by every thread.
    private volatile Known known;

    /** The keys as they were read, and how the file looked then. */
    private record Known(Aead aead, FileTime modified) {}

    private MasterKeyFile(Path file, Known known) {
        this.file = file;
        this.known = known;
    }

    /**
     * Reads the key, or makes one when the file is not there. Processes that start at once agree on
     * one key.
     *
     * @throws ReparteeException with {@code INVALID_CONFIGURATION} when the file can not be read,
     *     written or understood, or when everybody may read it
     */
    public static MasterKeyFile readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return new MasterKeyFile(file, load(file));
        } catch (IOException e) {
            throw invalid(file, "can not be read or written: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw invalid(file, "is no AES-GCM keyset", e);
        }
    }

    /**
     * Puts a new key into the file, with which everything is wrapped from now on; what older keys
     * wrapped still opens. {@link KeyRotation} wraps the users' keys anew.
     *
     * @throws ReparteeException as {@link #readOrCreate}
     */
    public synchronized void rotate() {
        try {
            KeysetHandle rotated =
                    KeysetHandle.newBuilder(keyset(file))
                            .addEntry(
                                    KeysetHandle.generateEntryFromParameters(
                                                    PredefinedAeadParameters.AES256_GCM)
                                            .withRandomId()
                                            .makePrimary())
                            .build();
            Path draft = draft(file, rotated);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(file.toAbsolutePath().getParent());
            known = load(file);
        } catch (IOException e) {
            throw invalid(file, "can not be read or written: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw invalid(file, "is no AES-GCM keyset", e);
        }
    }

    @Override
    public Aead aead() {
        return new Aead() {
            @Override
            public byte[] encrypt(byte[] clear, byte[] associated) throws GeneralSecurityException {
                return known.aead().encrypt(clear, associated);
            }

            @Override
            public byte[] decrypt(byte[] sealed, byte[] associated)
                    throws GeneralSecurityException {
                Known tried = known;
                try {
                    return tried.aead().decrypt(sealed, associated);
                } catch (GeneralSecurityException e) {
                    if (reloaded(tried)) {
                        return known.aead().decrypt(sealed, associated);
                    }
                    throw e;
                }
            }
        };
    }

    /** Whether there are other keys by now. A file that is being replaced is asked again later. */
    private synchronized boolean reloaded(Known tried) throws GeneralSecurityException {
        if (known != tried) {
            return true;
        }
        try {
            if (Files.getLastModifiedTime(file).equals(tried.modified())) {
                return false;
            }
            known = load(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Known load(Path file) throws IOException, GeneralSecurityException {
        FileTime modified = Files.getLastModifiedTime(file);
        return new Known(Tink.aead(keyset(file)), modified);
    }

    private static KeysetHandle keyset(Path file) throws IOException, GeneralSecurityException {
        if (!BEARABLE.containsAll(Files.getPosixFilePermissions(file))) {
            throw invalid(file, "can be read or changed by others; set its mode to 600", null);
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), InsecureSecretKeyAccess.get());
    }

    /** Writes aside, then links: the file appears whole, and the first of several writers wins. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = draft(file, Tink.newKey());
        try {
            Files.createLink(file, draft);
            forceFolder(folder);
        } catch (FileAlreadyExistsException e) {
            // another process was first: its key is the one
            return;
        } finally {
            Files.delete(draft);
        }
    }

    /** The keyset beside the file, written through to the disk. */
    private static Path draft(Path file, KeysetHandle keys)
            throws IOException, GeneralSecurityException {
        String keyset =
                TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
        Path draft =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(), ".master-key", null, OWNER_ONLY);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(keyset.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        return draft;
    }

    /** The name must survive a power cut as well: whatever it has wrapped is lost without it. */
    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static ReparteeException invalid(Path file, String what, @Nullable Exception cause) {
        return new ReparteeException(
                ErrorCode.INVALID_CONFIGURATION, "the master key file " + file + " " + what, cause);
    }
}
