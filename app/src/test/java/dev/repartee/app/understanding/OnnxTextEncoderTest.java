package dev.repartee.app.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import dev.repartee.training.encoder.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with an encoder, as the configuration names it. */
class OnnxTextEncoderTest {

    private static final float[][] ROWS = {{0, 0}, {3, 0}, {0, 5}};

    @TempDir private Path folder;

    @BeforeEach
    void anEncoder() throws IOException {
        TinyEncoder.write(folder, ROWS);
    }

    @Test
    void makesVectorsOfLengthOne() {
        TextEncoder encoder = open();

        assertThat(encoder.encode("soup")).containsExactly(new float[] {1, 0}, within(1e-5f));
        assertThat(encoder.encode("tea tea")).containsExactly(new float[] {0, 1}, within(1e-5f));
        assertThat(encoder.encode("soup tea")[0]).isCloseTo(0.51f, within(0.01f));
        assertThat(encoder.encode("neither")).containsExactly(0, 0);
        assertThat(encoder.encode("soup ".repeat(5_000))[0]).isCloseTo(1, within(1e-5f));
    }

    @Test
    void isNamedByItsFilesWhereverTheyLie(@TempDir Path elsewhere) throws IOException {
        String name = open().id();
        TinyEncoder.write(elsewhere, ROWS);
        assertThat(open(elsewhere).id()).isEqualTo(name).matches("[0-9a-f]{32}");

        TinyEncoder.write(elsewhere, new float[][] {{0, 0}, {3, 0}, {0, 6}});
        assertThat(open(elsewhere).id()).as("another model").isNotEqualTo(name);

        TinyEncoder.write(elsewhere, ROWS);
        Path tokenizer = elsewhere.resolve("tokenizer.json");
        Files.writeString(tokenizer, Files.readString(tokenizer) + " ");
        assertThat(open(elsewhere).id()).as("another tokenizer").isNotEqualTo(name);
    }

    @Test
    void isNoneWhereNoneIsConfigured() {
        assertThat(Understanding.encoder(UnderstandingConfig.defaults())).isNull();
    }

    @Test
    void aFolderThatIsNoEncoderEndsTheStartWithItsNameAndTheCause() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "rubbish");
        refused("model.onnx can't be run");
        Files.delete(folder.resolve("model.onnx"));
        refused("model.onnx");
        TinyEncoder.write(folder, ROWS);
        Files.delete(folder.resolve("tokenizer.json"));
        refused("tokenizer.json");
        refused(folder.resolve("nowhere"), "nowhere");
    }

    private void refused(String cause) {
        refused(folder, cause);
    }

    private static void refused(Path folder, String cause) {
        assertThatThrownBy(() -> open(folder))
                .isInstanceOfSatisfying(
                        StartupException.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
                .hasMessageContainingAll("nlu.encoder", folder.toString(), cause);
    }

    private TextEncoder open() {
        return open(folder);
    }

    private static TextEncoder open(Path folder) {
        @Nullable TextEncoder encoder =
                Understanding.encoder(new UnderstandingConfig(null, folder));
        assertThat(encoder).isNotNull();
        return encoder;
    }
}
