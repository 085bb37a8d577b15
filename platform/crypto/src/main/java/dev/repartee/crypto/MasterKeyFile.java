package dev.repartee.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A master key in a file that only its owner may read: a Tink keyset in JSON, so that one with
 * several keys (rotation) works as well.
 */
public final class MasterKeyFile implements MasterKey {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A group may read: that is how a cluster mounts a secret for a user that is not root. */
    private static final Set<PosixFilePermission> BEARABLE =
            PosixFilePermissions.fromString("rwxr-x---");

    private final Aead aead;

    private MasterKeyFile(Aead aead) {
        this.aead = aead;
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
            return new MasterKeyFile(read(file));
        } catch (IOException e) {
            throw invalid(file, "can not be read or written: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw invalid(file, "is no AES-GCM keyset", e);
        }
    }

    @Override
    public Aead aead() {
        return aead;
    }

    private static Aead read(Path file) throws IOException, GeneralSecurityException {
        if (!BEARABLE.containsAll(Files.getPosixFilePermissions(file))) {
            throw invalid(file, "can be read or changed by others; set its mode to 600", null);
        }
        return Tink.aead(
                TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(file), InsecureSecretKeyAccess.get()));
    }

    /** Writes aside, then links: the file appears whole, and the first of several writers wins. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        String keyset =
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        Tink.newKey(), InsecureSecretKeyAccess.get());
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, ".master-key", null, OWNER_ONLY);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(keyset.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.createLink(file, draft);
            forceFolder(folder);
        } catch (FileAlreadyExistsException e) {
            // another process was first: its key is the one
            return;
        } finally {
            Files.delete(draft);
        }
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
