package dev.repartee.knowledge.parsing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Files of many kinds, good and hostile. */
public final class SampleFiles {

    private static final String WORD = "application/vnd.openxmlformats-officedocument.";

    private SampleFiles() {}

    /** A PDF of pages with lines; those that start with {@code #} are printed large. */
    public static byte[] pdf(List<List<String>> pages) throws IOException {
        try (PDDocument document = pages(pages)) {
            return bytes(document);
        }
    }

    public static byte[] encryptedPdf() throws IOException {
        try (PDDocument document = pages(List.of(List.of("Nobody reads this.")))) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return bytes(document);
        }
    }

    private static PDDocument pages(List<List<String>> pages) throws IOException {
        var document = new PDDocument();
        for (List<String> lines : pages) {
            var page = new PDPage();
            document.addPage(page);
            try (var out = new PDPageContentStream(document, page)) {
                float y = 760;
                for (String line : lines) {
                    boolean heading = line.startsWith("#");
                    out.beginText();
                    out.setFont(
                            new PDType1Font(heading ? FontName.HELVETICA_BOLD : FontName.HELVETICA),
                            heading ? 18 : 11);
                    out.newLineAtOffset(60, y);
                    out.showText(line.replaceFirst("^# ?", ""));
                    out.endText();
                    y -= line.isEmpty() || heading ? 28 : 14;
                }
            }
        }
        return document;
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    /** A Word document with this body of WordprocessingML. */
    public static byte[] docx(String body) throws IOException {
        return zip(docxParts(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A Word document whose text is small only while it is packed. */
    public static void docxBomb(Path file, int megabytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : docxParts(new byte[0]).entrySet()) {
                if (!part.getKey().equals("word/document.xml")) {
                    put(zip, part.getKey(), part.getValue());
                }
            }
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(documentStart().getBytes(StandardCharsets.UTF_8));
            zip.write("<w:p><w:r><w:t>".getBytes(StandardCharsets.UTF_8));
            byte[] block = "a".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < megabytes; i++) {
                zip.write(block);
            }
            zip.write("</w:t></w:r></w:p></w:body></w:document>".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    public static byte[] zip(Map<String, byte[]> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String documentStart() {
        return "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    }

    private static Map<String, byte[]> docxParts(byte[] body) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/word/document.xml\" ContentType=\""
                        + WORD
                        + "wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\""
                        + WORD
                        + "wordprocessingml.styles+xml\"/></Types>");
        parts.put(
                "_rels/.rels",
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
        parts.put(
                "word/_rels/document.xml.rels",
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>");
        parts.put(
                "word/styles.xml",
                "<?xml version=\"1.0\"?><w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                        + "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style>"
                        + "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/></w:style></w:styles>");
        Map<String, byte[]> files = new LinkedHashMap<>();
        parts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        files.put(
                "word/document.xml",
                (documentStart()
                                + new String(body, StandardCharsets.UTF_8)
                                + "</w:body></w:document>")
                        .getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
