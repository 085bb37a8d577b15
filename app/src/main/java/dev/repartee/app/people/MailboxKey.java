package dev.repartee.app.people;

import dev.repartee.identity.session.Secret;
import dev.repartee.runtime.StartupException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The key of the mailbox, in a file of the data folder that only its owner can read: who reads the
 * folder has the master key as well, so the mailbox tells them nothing that they could not know.
 */
final class MailboxKey {

    private static final String FILE = "mailbox.key";
    private static final String PREFIX = "rpx_";

    private MailboxKey() {}

    /**
     * The key of the folder; made when there is none.
     *
     * @throws StartupException when the folder can't be written or read
     */
    static Secret readOrCreate(Path data) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(data, file);
            }
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw StartupException.unwritable(data, e);
        }
    }

    /** Whole or not at all; of two processes that start at once one wins. */
    private static void create(Path data, Path file) throws IOException {
        Path draft =
                Files.createTempFile(
                        data,
                        FILE,
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, Secret.random(PREFIX).text() + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // the other one's is as good
            return;
        } finally {
            Files.delete(draft);
        }
    }
}
