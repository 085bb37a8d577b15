package dev.repartee.app.command.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.assistants.files.AssistantBundle;
import dev.repartee.assistants.files.AssistantFiles;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesBesideTest {

    private static final AssistantId CAFE = new AssistantId("cafe");

    @TempDir private Path folder;

    @BeforeEach
    void twoAssistants() throws IOException {
        write("cafe.yaml", "id: cafe\nname: Cafe");
        write("kiosk.yaml", "id: kiosk\nname: Kiosk");
        write("cafe.nlu.yaml", "intents:\n  TABLE: [a table for two]\n  VEGAN: [anything vegan]");
    }

    @Test
    void belongToTheAssistantWhoseNameTheyBear() throws IOException {
        write("bar.nlu.yaml", "intents:\n  DRINK: [a beer]");

        assertThat(read(folder))
                .containsOnlyKeys(CAFE)
                .hasEntrySatisfying(
                        CAFE,
                        examples ->
                                assertThat(examples)
                                        .extracting(Example::intent)
                                        .containsExactly("TABLE", "VEGAN"));
    }

    @Test
    void lieBesideAFileThatIsAppliedAlone() {
        assertThat(read(folder.resolve("cafe.yaml"))).containsOnlyKeys(CAFE);
        assertThat(read(folder.resolve("kiosk.yaml"))).isEmpty();
    }

    @Test
    void nameFileAndLineOfWhatIsWrong() throws IOException {
        write("kiosk.nlu.yaml", "intents:\n  PAPER: [a newspaper]\n  TABAC: 7");

        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining("kiosk.nlu.yaml:3");
    }

    private static Map<AssistantId, List<Example>> read(Path source) {
        List<AssistantBundle> bundles = AssistantFiles.read(source);
        return ExamplesBeside.read(source, bundles).examples();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
