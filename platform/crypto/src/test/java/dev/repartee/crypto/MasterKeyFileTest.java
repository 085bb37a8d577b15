package dev.repartee.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {

    @TempDir Path folder;

    @Test
    void makesAKeyThatOnlyItsOwnerMayReadAndFindsItAgain() throws Exception {
        Path file = folder.resolve("deeper/master.key");
        byte[] sealed =
                new SecretBox(MasterKeyFile.readOrCreate(file)).seal("key".getBytes(UTF_8), "p");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new SecretBox(MasterKeyFile.readOrCreate(file)).open(sealed, "p"))
                .isEqualTo("key".getBytes(UTF_8));
        assertThat(file.getParent()).isDirectoryContaining("glob:**master.key");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void agreesOnOneKeyWhenSeveralProcessesStart() throws Exception {
        Path file = folder.resolve("master.key");
        Callable<SecretBox> start = () -> new SecretBox(MasterKeyFile.readOrCreate(file));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SecretBox>> boxes = threads.invokeAll(Collections.nCopies(8, start));
            byte[] sealed = boxes.getFirst().get().seal(new byte[] {1}, "p");
            for (Future<SecretBox> box : boxes) {
                assertThat(box.get().open(sealed, "p")).containsExactly(1);
            }
        }
    }

    @Test
    void refusesAFileThatIsBrokenOrThatOthersMayRead() throws Exception {
        Path file = folder.resolve("master.key");
        Files.writeString(file, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertInvalid(file, "is no AES-GCM keyset");

        Files.delete(file);
        MasterKeyFile.readOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertInvalid(file, "can be read or changed by others");

        Path directory = Files.createDirectory(folder.resolve("directory"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        assertInvalid(directory, "can not be read");
    }

    @Test
    void opensSecretsForTheSamePurposeAndMasterKeyOnly() {
        SecretBox box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("a")));
        SecretBox other = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("b")));
        byte[] sealed = box.seal("secret".getBytes(UTF_8), "signing_keys:1");

        assertThatThrownBy(() -> box.open(sealed, "signing_keys:2"))
                .isInstanceOf(ReparteeException.class);
        assertThatThrownBy(() -> other.open(sealed, "signing_keys:1"))
                .isInstanceOf(ReparteeException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> box.open(sealed, "signing_keys:1"))
                .isInstanceOf(ReparteeException.class);
    }

    private static void assertInvalid(Path file, String expected) {
        assertThatThrownBy(() -> MasterKeyFile.readOrCreate(file))
                .hasMessageContaining(expected)
                .hasMessageContaining(file.toString())
                .extracting("code")
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }
}
