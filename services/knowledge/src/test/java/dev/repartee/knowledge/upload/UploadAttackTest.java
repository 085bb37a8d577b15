package dev.repartee.knowledge.upload;

import static dev.repartee.knowledge.DocumentFixture.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.DocumentFixture;
import dev.repartee.knowledge.parsing.ParserLimits;
import dev.repartee.knowledge.parsing.SampleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that climb and archives that swell: nothing but the database ever holds an upload. */
final class UploadAttackTest {

    private static final byte[] TEXT = "words".getBytes(StandardCharsets.UTF_8);

    private static DocumentFixture fixture;

    @TempDir private Path outside;
    private AssistantId helper;
    private DocumentUploads uploads;

    @BeforeAll
    static void open() {
        fixture = new DocumentFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void begin() {
        helper = new AssistantId("helper-" + UUID.randomUUID());
        fixture.execute(
                "INSERT INTO assistants (tenant_id, assistant_id, definition) VALUES ('acme', '"
                        + helper
                        + "', '{}')");
        uploads =
                new DocumentUploads(
                        fixture.database,
                        new UploadConfig(1, 3_000, 2, 1, ParserLimits.defaults()),
                        outside.resolve("a/b/spool"),
                        new Signal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/passwd.txt",
                "..\\..\\..\\windows\\system.ini.txt",
                "/etc/cron.d/job.txt",
                "C:\\autoexec.txt",
                "....//....//up.txt",
                "%2e%2e%2f%2e%2e%2fup.txt",
                "..%c0%af..%c0%afup.txt",
                "file:///etc/passwd.txt",
                "~root/.ssh/authorized_keys.txt",
                "a.txt/../../b.txt",
                "\u2025/\u2025/up.txt",
                "-rf.txt",
                "$(reboot).txt",
                "a\u202Efdp.txt"
            })
    void aNameLeadsNowhere(String name) throws IOException {
        add(name, TEXT);
        assertHarmless();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/passwd.txt",
                "/etc/cron.d/job.txt",
                "a\\..\\..\\up.txt",
                "a/../../b.txt",
                "....//....//up.txt"
            })
    void aNameInAnArchiveLeadsNowhere(String name) throws IOException {
        add("set.zip", SampleFiles.zip(Map.of(name, TEXT)));
        assertHarmless();
    }

    private void assertHarmless() throws IOException {
        assertThat(ids())
                .singleElement()
                .asString()
                .matches("[a-z0-9][a-z0-9.-]{0,127}")
                .doesNotContain("..");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", "../..", ".", "/", "\\", "...", "\u0000", "a\u0000.txt", "a\r\n.txt"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatExceptionOfType(ReparteeException.class).isThrownBy(() -> add(name, TEXT));
        assertThat(ids()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/b", "a\\b", "a b", "%2e%2e", "", "a\u0000"})
    void anIdThatIsAPathIsRefused(String id) {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> new Upload(id, null, "a.txt", ""))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ID));
    }

    @Test
    void anArchiveOfArchivesIsNotOpened() throws IOException {
        byte[] inner = SampleFiles.zip(Map.of("a.txt", new byte[1 << 19]));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("inner.zip", inner);
        assertRefused(ErrorCode.INVALID_FIELD, "outer.zip", SampleFiles.zip(files));
        files.put("b.txt", TEXT);
        add("outer.zip", SampleFiles.zip(files));
        assertThat(ids()).containsExactly("b.txt");
    }

    @Test
    void anArchiveOfTooManyFilesIsRefused() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i <= 2_000; i++) {
            files.put("empty" + i + ".bin", new byte[0]);
        }
        assertRefused(ErrorCode.INVALID_FIELD, "many.zip", SampleFiles.zip(files));
    }

    @Test
    void oneFileOfAnArchiveThatSwellsIsRefused() throws IOException {
        byte[] swelling = SampleFiles.zip(Map.of("a.txt", new byte[8 << 20]));
        assertThat(swelling.length).isLessThan(20_000);
        assertRefused(ErrorCode.BODY_TOO_LARGE, "swell.zip", swelling);
    }

    @Test
    void aProgramInAnArchiveIsRefused() throws IOException {
        byte[] program = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0};
        assertRefused(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "set.zip",
                SampleFiles.zip(Map.of("readme.txt", program)));
    }

    @Test
    void aFileThatIsNotOfItsTypeIsRefusedBeforeItIsKept() {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(
                        () ->
                                uploads.add(
                                        ACME,
                                        helper,
                                        new Upload("a.pdf", null, "a.pdf", "application/pdf"),
                                        new ByteArrayInputStream(TEXT)))
                .satisfies(
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
        assertThat(ids()).isEmpty();
    }

    private void assertRefused(ErrorCode code, String name, byte[] bytes) throws IOException {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> add(name, bytes))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(ids()).isEmpty();
        assertNothingIsLeft();
    }

    /** Neither where files are spooled, nor anywhere above. */
    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.walk(outside)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private List<String> ids() {
        return uploads.list(ACME, helper).stream().map(DocumentStatus::documentId).toList();
    }

    private void add(String name, byte[] bytes) {
        uploads.add(
                ACME,
                helper,
                new Upload(Upload.idOf(name), null, name, ""),
                new ByteArrayInputStream(bytes));
    }
}
