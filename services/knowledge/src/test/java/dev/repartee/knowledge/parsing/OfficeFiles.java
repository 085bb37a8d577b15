package dev.repartee.knowledge.parsing;

import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hslf.usermodel.HSLFTextBox;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Files of office programs, as those programs write them. */
public final class OfficeFiles {

    private static final String OPEN_DOCUMENT =
            "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                    + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
                    + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
                    + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"";

    private OfficeFiles() {}

    /** A rich text file; the body is RTF. */
    public static byte[] rtf(String body) {
        return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Helvetica;}}\n"
                        + body
                        + "\n}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A letter of 1997 to 2003: each text is a paragraph. */
    public static byte[] doc(List<String> paragraphs) throws IOException {
        return OldWordFile.of(paragraphs);
    }

    /** A presentation of 1997: each slide is its title and its text. */
    public static byte[] ppt(List<List<String>> slides) throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            for (List<String> lines : slides) {
                HSLFSlide slide = show.createSlide();
                slide.addTitle().setText(lines.getFirst());
                HSLFTextBox box = slide.createTextBox();
                box.setAnchor(new Rectangle(50, 150, 600, 300));
                box.setText(String.join("\r", lines.subList(1, lines.size())));
            }
            var out = new ByteArrayOutputStream();
            show.write(out);
            return out.toByteArray();
        }
    }

    /** A presentation of today. */
    public static byte[] pptx(List<List<String>> slides) throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            for (List<String> lines : slides) {
                XSLFSlide slide = show.createSlide();
                for (String line : lines) {
                    XSLFTextBox box = slide.createTextBox();
                    box.setAnchor(new Rectangle(50, 50, 600, 100));
                    box.setText(line);
                }
            }
            var out = new ByteArrayOutputStream();
            show.write(out);
            return out.toByteArray();
        }
    }

    /** A spreadsheet of 1997. */
    public static byte[] xls(String sheet, List<List<Object>> rows) throws IOException {
        try (Workbook book = new HSSFWorkbook()) {
            return filled(book, sheet, rows);
        }
    }

    /** The same, for those who know the password. */
    public static byte[] lockedXls() throws IOException {
        Biff8EncryptionKey.setCurrentUserPassword("secret");
        try {
            return xls("Prices", List.of(List.of("Lamp", "Price")));
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    /** A spreadsheet of today. */
    public static byte[] xlsx(String sheet, List<List<Object>> rows) throws IOException {
        try (Workbook book = new XSSFWorkbook()) {
            return filled(book, sheet, rows);
        }
    }

    private static byte[] filled(Workbook book, String name, List<List<Object>> rows)
            throws IOException {
        Sheet sheet = book.createSheet(name);
        for (int i = 0; i < rows.size(); i++) {
            Row row = sheet.createRow(i);
            for (int j = 0; j < rows.get(i).size(); j++) {
                switch (rows.get(i).get(j)) {
                    case Number number -> row.createCell(j).setCellValue(number.doubleValue());
                    case Object other -> row.createCell(j).setCellValue(other.toString());
                }
            }
        }
        var out = new ByteArrayOutputStream();
        book.write(out);
        return out.toByteArray();
    }

    /** An OpenDocument file: {@code text}, {@code spreadsheet} or {@code presentation}. */
    public static byte[] openDocument(String kind, String body) throws IOException {
        return packed(
                "application/vnd.oasis.opendocument." + kind,
                Map.of(
                        "content.xml",
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content "
                                + OPEN_DOCUMENT
                                + " office:version=\"1.2\"><office:body><office:"
                                + kind
                                + ">"
                                + body
                                + "</office:"
                                + kind
                                + "></office:body></office:document-content>"));
    }

    /** A book: chapters of XHTML in their order. */
    public static byte[] epub(String title, List<String> chapters) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "META-INF/container.xml",
                "<?xml version=\"1.0\"?><container version=\"1.0\""
                        + " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
                        + "<rootfile full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/>"
                        + "</rootfiles></container>");
        var manifest = new StringBuilder();
        var spine = new StringBuilder();
        for (int i = 0; i < chapters.size(); i++) {
            manifest.append("<item id=\"c%d\" href=\"c%d.xhtml\"".formatted(i, i))
                    .append(" media-type=\"application/xhtml+xml\"/>");
            spine.append("<itemref idref=\"c%d\"/>".formatted(i));
            files.put(
                    "c%d.xhtml".formatted(i),
                    "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x"
                            + "</title></head><body>"
                            + chapters.get(i)
                            + "</body></html>");
        }
        files.put(
                "book.opf",
                "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\">"
                        + "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
                        + title
                        + "</dc:title></metadata><manifest>"
                        + manifest
                        + "</manifest><spine>"
                        + spine
                        + "</spine></package>");
        return packed("application/epub+zip", files);
    }

    /** A zip file that says in its first entry, uncompressed, what it is. */
    private static byte[] packed(String mediaType, Map<String, String> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            byte[] type = mediaType.getBytes(StandardCharsets.US_ASCII);
            var sum = new CRC32();
            sum.update(type);
            var first = new ZipEntry("mimetype");
            first.setMethod(ZipEntry.STORED);
            first.setSize(type.length);
            first.setCrc(sum.getValue());
            zip.putNextEntry(first);
            zip.write(type);
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
