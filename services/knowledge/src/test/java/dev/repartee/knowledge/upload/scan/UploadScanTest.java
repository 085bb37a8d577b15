package dev.repartee.knowledge.upload.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.parsing.OfficeFiles;
import dev.repartee.knowledge.parsing.SampleFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadScanTest {

    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final byte[] TEXT = "Lamps cost 9 euros.".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    @Test
    void takesDocumentsThatAreWhatTheySay() throws IOException {
        byte[] pdf = SampleFiles.pdf(List.of(List.of("words")));
        byte[] docx = SampleFiles.docx("");
        byte[] xls = OfficeFiles.xls("A", List.of(List.of("a")));
        assertTaken("application/pdf", pdf);
        assertTaken(WORD, docx);
        assertTaken("application/vnd.ms-excel", xls);
        assertTaken("application/rtf", OfficeFiles.rtf("words"));
        assertTaken("TEXT/Plain; charset=utf-8", TEXT);
        assertTaken("text/csv", TEXT);
        for (byte[] any : List.of(pdf, docx, xls, TEXT)) {
            assertTaken("", any);
            assertTaken("application/octet-stream", any);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "X-UTF-32LE-BOM", "windows-1252"})
    void takesTextInAnyEncoding(String charset) throws IOException {
        assertTaken("text/plain", "Größe der Lampe\r\n".getBytes(Charset.forName(charset)));
    }

    @Test
    void takesAPdfAfterAFewBytesOfSomethingElse() throws IOException {
        byte[] pdf = SampleFiles.pdf(List.of(List.of("words")));
        byte[] shifted = new byte[pdf.length + 500];
        System.arraycopy(pdf, 0, shifted, 500, pdf.length);
        assertTaken("application/pdf", shifted);
    }

    @Test
    void takesATableThatABrowserCallsASheet() throws IOException {
        assertTaken("application/vnd.ms-excel", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Programs of three systems, a class, pictures, packed files, sound, and plain noise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7f454c46020101000000000000000000",
                "4d5a90000300000004000000ffff0000",
                "cafebabe0000004500",
                "feedfacf0c000001000000000200000010000000",
                "89504e470d0a1a0a0000000d49484452000186a0000186a0",
                "ffd8ffe000104a46494600",
                "474946383961ffffffff",
                "52494646000000005745425056503820",
                "1f8b0800000000000003",
                "425a683931415926",
                "fd377a585a000004",
                "377abcaf271c0004",
                "526172211a070100",
                "000001ba4400040004",
                "00000018667479706d703432",
                "0000000000000000"
            })
    void refusesWhatIsNoDocumentWhateverItIsCalled(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (String type : List.of("", "application/pdf", "text/plain", WORD)) {
            assertRefused(type, bytes);
        }
    }

    @Test
    void refusesAFileThatIsNotOfItsType() throws IOException {
        byte[] pdf = SampleFiles.pdf(List.of(List.of("words")));
        assertRefused("application/pdf", TEXT);
        assertRefused("application/pdf", SampleFiles.docx(""));
        assertRefused(WORD, pdf);
        assertRefused(WORD, TEXT);
        assertRefused("text/html", pdf);
        assertRefused("text/plain", SampleFiles.docx(""));
        assertRefused("application/epub+zip", TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "image/svg+xml",
                "application/x-msdownload",
                "application/java-archive",
                "application/javascript",
                "video/mp4",
                "pdf",
                "*/*"
            })
    void refusesTypesThatAreNotOnTheList(String type) throws IOException {
        assertRefused(type, TEXT);
    }

    private void assertTaken(String type, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        assertThatCode(() -> UploadScan.check(file, type)).doesNotThrowAnyException();
    }

    private void assertRefused(String type, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> UploadScan.check(file, type))
                .satisfies(
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }
}
