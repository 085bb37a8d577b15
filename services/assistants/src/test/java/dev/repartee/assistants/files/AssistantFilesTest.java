package dev.repartee.assistants.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.InvalidAssistant;
import dev.repartee.assistants.PoolAssignment;
import dev.repartee.assistants.form.FieldError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistantFilesTest {

    @TempDir private Path folder;

    @Test
    void theDemoIsValidAndHasDocuments() {
        AssistantBundle demo = DemoContent.veloVerde();

        assertThat(demo.documents())
                .hasSize(6)
                .allSatisfy(
                        document -> {
                            assertThat(document.content()).startsWith("# ");
                            assertThat(document.mediaType()).isEqualTo("text/markdown");
                        });
        assertThat(demo.assistant().rules().rules()).hasSizeGreaterThan(4);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        AssistantBundle demo = DemoContent.veloVerde();

        AssistantFiles.write(demo, folder);

        assertThat(AssistantFiles.read(folder)).containsExactly(demo);
        assertThat(AssistantFiles.parse(AssistantFiles.format(demo), path -> Optional.empty()))
                .isEqualTo(demo);
    }

    @Test
    void anExportLeavesThePastOfThePoolBehind() {
        AssistantBundle demo = DemoContent.veloVerde();
        AssistantBundle moved =
                new AssistantBundle(
                        demo.assistant().withPool(new PoolAssignment("busy", "old", Instant.EPOCH)),
                        List.of());

        assertThat(AssistantFiles.parse(AssistantFiles.format(moved), path -> Optional.empty()))
                .satisfies(
                        read -> {
                            assertThat(read.assistant().pool())
                                    .isEqualTo(new PoolAssignment("busy", null, null));
                            assertThat(read.documents()).isEmpty();
                        });
    }

    @Test
    void aFileThatIsSilentAboutDocumentsLeavesThemAlone() {
        assertThat(AssistantFiles.parse("id: guide", path -> Optional.empty()).documents())
                .isNull();
    }

    @Test
    void sectionsThatOthersKeepAreHandedOnAsTheyAreWritten() {
        AssistantBundle bundle =
                AssistantFiles.parse(
                        """
                        id: guide
                        safety: {sensitivity: 0.6}
                        tools:
                          orders: {type: http, timeoutSeconds: 5}
                        """,
                        path -> Optional.empty());

        assertThat(bundle.sections()).containsOnlyKeys("safety", "tools");
        assertThat(bundle.sections().get("safety").get("sensitivity").doubleValue()).isEqualTo(0.6);
        assertThat(AssistantFiles.parse(AssistantFiles.format(bundle), path -> Optional.empty()))
                .isEqualTo(bundle);
        assertThat(AssistantFiles.parse("id: guide", path -> Optional.empty()).sections())
                .isEmpty();
    }

    @Test
    void yamlIsReadAsAuthorsMeanIt() {
        AssistantBundle bundle =
                AssistantFiles.parse(
                        """
                        id: guide
                        languages: {default: no}
                        replies: {fallback: {no: Nei}}
                        openingHours:
                          timeZone: Europe/Oslo
                          week: {monday: [08:00-16:00]}
                          closed: [2026-05-17]
                        """,
                        path -> Optional.empty());

        assertThat(bundle.assistant().replies().fallbackFor("no").text()).isEqualTo("Nei");
        assertThat(bundle.assistant().rules().hours()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|definition",
                "a: [|definition",
                "id: a\\nid: b|definition",
                "''|definition",
                "id: a\\ndocuments: 7|documents",
                "id: a\\ndocuments: [{id: X, content: y}]|documents[0].id",
                "id: a\\ndocuments: [{id: x}]|documents[0]",
                "id: a\\ndocuments: [{id: x, content: y, file: z}]|documents[0]",
                "id: a\\ndocuments: [{id: x, file: gone.md}]|documents[0].file",
                "id: a\\ndocuments: [{id: x, content: y}, {id: x, content: y}]|documents[1].id",
                "id: a\\ndocuments: [{id: x, content: y, mediaType: image/png}]"
                        + "|documents[0].mediaType",
                "id: a\\ndocuments: [{id: x, content: y, colour: red}]|documents[0].colour",
            })
    void saysWhichFieldOfWhichFileIsWrong(String yaml, String field) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), yaml.replace("\\n", "\n"));

        assertThatExceptionOfType(InvalidAssistant.class)
                .isThrownBy(() -> AssistantFiles.read(file))
                .satisfies(
                        invalid ->
                                assertThat(invalid.errors())
                                        .extracting(FieldError::field)
                                        .containsExactly("a.yaml: " + field));
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[] {(byte) 0xC3, 0x28});

        assertThatExceptionOfType(InvalidAssistant.class)
                .isThrownBy(() -> AssistantFiles.read(file))
                .withMessageContaining("UTF-8");
    }
}
