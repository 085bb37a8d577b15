package dev.repartee.knowledge.parsing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/** Small files that become large for whoever reads them without care. */
final class Bombs {

    private static final String PAGE = "http://www.w3.org/1999/xhtml";

    private Bombs() {}

    /** Entities of entities: ten billion laughs in the reading. */
    static String laughs(String element) {
        var declarations = new StringBuilder("<!ENTITY l0 \"laughlaugh\">");
        for (int level = 1; level <= 9; level++) {
            declarations
                    .append("<!ENTITY l" + level + " \"")
                    .append(("&l" + (level - 1) + ";").repeat(10))
                    .append("\">");
        }
        return "<?xml version=\"1.0\"?><!DOCTYPE " + element + " [" + declarations + "]>";
    }

    static byte[] laughingPage() {
        return bytes(
                laughs("html") + "<html xmlns=\"" + PAGE + "\"><body><p>&l9;</p></body></html>");
    }

    /** One long entity, named so often that their product is 20 GB. */
    static byte[] quadraticPage() {
        return bytes(
                "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY a \""
                        + "a".repeat(200_000)
                        + "\">]><html xmlns=\""
                        + PAGE
                        + "\"><body><p>"
                        + "&a;".repeat(100_000)
                        + "</p></body></html>");
    }

    /** An Office document whose text is entities of entities. */
    static byte[] laughingDocx() throws IOException {
        return docx(
                laughs("document")
                        + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                        + "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>");
    }

    /** An Office document of elements in elements in elements. */
    static byte[] deepDocx(int depth) throws IOException {
        return docx(
                "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
                        + "<w:tbl><w:tr><w:tc>".repeat(depth)
                        + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
                        + "</w:tc></w:tr></w:tbl>".repeat(depth)
                        + "</w:body></w:document>");
    }

    /** A sheet with one cell at the far end of the last possible row. */
    static byte[] farCell() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                bytes(
                        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                                + "<Override PartName=\"/xl/sheet.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"));
        parts.put("_rels/.rels", relationship("officeDocument", "xl/workbook.xml"));
        parts.put("xl/_rels/workbook.xml.rels", relationship("worksheet", "sheet.xml"));
        parts.put(
                "xl/workbook.xml",
                bytes(
                        "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                                + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                                + "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"));
        parts.put(
                "xl/sheet.xml",
                bytes(
                        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                                + "<sheetData><row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c></row></sheetData></worksheet>"));
        return SampleFiles.zip(parts);
    }

    /** A page that is told to print a word once for each of so many megabytes of packed spaces. */
    static byte[] packedPdf(int megabytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            byte[] block = bytes("(word) Tj ".repeat((1 << 20) / 10));
            out.write(bytes("BT /F 11 Tf 60 700 Td "));
            for (int i = 0; i < megabytes; i++) {
                out.write(block);
            }
            out.write(bytes(" ET"));
        }
        return pdf(
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "/Filter/FlateDecode",
                packed.toByteArray(),
                "");
    }

    /** A page whose picture says that it is ten thousand million points large. */
    static byte[] hugePicturePdf() throws IOException {
        return pdf(
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "",
                bytes("BT /F 11 Tf 60 700 Td (beside a picture) Tj ET /I Do"),
                "6 0 obj <</Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8"
                        + "/ColorSpace/DeviceRGB/Filter/FlateDecode/Length 8>> stream\n12345678\nendstream endobj\n");
    }

    /** Pages that contain the list of pages that they are in, and say that they are a million. */
    static byte[] circularPdf() throws IOException {
        return pdf(
                "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R 3 0 R]/Count 1000000>>",
                "",
                bytes("BT /F 11 Tf 60 700 Td (round) Tj ET"),
                "");
    }

    private static byte[] pdf(String pages, String filter, byte[] content, String more)
            throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(
                bytes(
                        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj "
                                + pages
                                + " endobj\n3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
                                + "/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>> endobj\n4 0 obj <<"
                                + filter
                                + "/Length "
                                + content.length
                                + ">> stream\n"));
        out.write(content);
        out.write(
                bytes(
                        "\nendstream endobj\n5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n"
                                + more
                                + "trailer <</Root 1 0 R>>\n"));
        return out.toByteArray();
    }

    private static byte[] docx(String document) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                bytes(
                        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"));
        parts.put("_rels/.rels", relationship("officeDocument", "word/document.xml"));
        parts.put("word/document.xml", bytes(document));
        return SampleFiles.zip(parts);
    }

    private static byte[] relationship(String kind, String target) {
        return bytes(
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                        + kind
                        + "\" Target=\""
                        + target
                        + "\"/></Relationships>");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
