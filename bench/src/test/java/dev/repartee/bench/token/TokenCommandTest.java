package dev.repartee.bench.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.Options;

class TokenCommandTest {

    private static final String DATABASE = "postgresql://bench:secret@localhost:5432/bench";

    @Test
    void noArgumentOfAMeasuredProcessHoldsTheDatabasesPassword() throws IOException {
        try (BenchFolder folder = BenchFolder.create(DATABASE)) {
            Options options = new TokenCommand().options(folder);
            assertThat(String.join(" ", options.getJvmArgsAppend().get()))
                    .contains(folder.path().toString())
                    .doesNotContain("secret");
            assertThat(new BenchFolder(folder.path()).database()).isEqualTo(DATABASE);
        }
    }

    @Test
    void whatProcessesShareIsForTheirOwnerAloneAndGoneAtTheEnd() throws IOException {
        Path path;
        try (BenchFolder folder = BenchFolder.create(DATABASE)) {
            path = folder.path();
            Files.writeString(folder.masterKey(), "a key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(path).doesNotExist();
    }
}
