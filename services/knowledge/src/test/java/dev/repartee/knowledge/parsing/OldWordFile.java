package dev.repartee.knowledge.parsing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * A letter as Word 97 to 2003 wrote it, byte by byte, since no library makes one: [MS-DOC], with
 * one piece of text, one section, and no more styles than the default.
 */
final class OldWordFile {

    private static final int PAGE = 512;
    private static final int TEXT_AT = 2 * PAGE;
    private static final int DEFAULT_SECTION = -1;

    /** Places in the heading, and of pairs (where, how long) in its list of tables. */
    private static final int FLAGS = 0x0A;

    private static final int TEXT_START = 0x18;
    private static final int TEXT_END = 0x1C;
    private static final int CHARACTERS = 0x4C;
    private static final int TABLES = 0x9A;
    private static final int STYLES = 1;
    private static final int SECTIONS = 6;
    private static final int CHARACTER_PAGES = 12;
    private static final int PARAGRAPH_PAGES = 13;
    private static final int FONTS = 15;
    private static final int PROPERTIES = 31;
    private static final int PIECES = 33;

    private final ByteBuffer heading = little(TEXT_AT);
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream();

    private OldWordFile() {}

    /** The file; each text is a paragraph. */
    static byte[] of(List<String> paragraphs) throws IOException {
        return new OldWordFile().write(paragraphs);
    }

    private byte[] write(List<String> paragraphs) throws IOException {
        String text = String.join("\r", paragraphs) + "\r";
        byte[] letters = text.getBytes(StandardCharsets.UTF_16LE);
        int end = TEXT_AT + letters.length;
        int firstPage = (end + PAGE - 1) / PAGE;

        heading.putShort(0, (short) 0xA5EC).putShort(2, (short) 0xC1).putShort(6, (short) 0x409);
        heading.putShort(FLAGS, (short) 0x1000).putShort(0x0C, (short) 0xBF);
        heading.putInt(TEXT_START, TEXT_AT).putInt(TEXT_END, end);
        heading.putShort(0x20, (short) 14).putShort(0x3E, (short) 22);
        heading.putInt(CHARACTERS, text.length()).putShort(0x98, (short) 93);

        table(
                STYLES,
                little(20).putShort((short) 18).putShort(2, (short) 0).putShort(4, (short) 10));
        table(FONTS, little(4));
        table(PROPERTIES, little(600));
        table(SECTIONS, little(20).putInt(0).putInt(text.length()).putInt(10, DEFAULT_SECTION));
        table(CHARACTER_PAGES, little(12).putInt(TEXT_AT).putInt(end).putInt(firstPage));
        table(PARAGRAPH_PAGES, little(12).putInt(TEXT_AT).putInt(end).putInt(firstPage + 1));
        ByteBuffer pieces = little(21).put((byte) 2).putInt(16).putInt(0).putInt(text.length());
        table(PIECES, pieces.putInt(15, TEXT_AT));

        ByteBuffer document = little((firstPage + 2) * PAGE);
        document.put(0, heading.array()).put(TEXT_AT, letters);
        document.put(firstPage * PAGE, characters(end).array());
        document.put((firstPage + 1) * PAGE, paragraphs(paragraphs).array());
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            files.createDocument(new ByteArrayInputStream(document.array()), "WordDocument");
            files.createDocument(new ByteArrayInputStream(tables.toByteArray()), "0Table");
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    private void table(int number, ByteBuffer content) {
        int at = TABLES + number * 2 * Integer.BYTES;
        heading.putInt(at, tables.size()).putInt(at + Integer.BYTES, content.capacity());
        tables.writeBytes(content.array());
    }

    /** One run of letters that look as the default does. */
    private static ByteBuffer characters(int end) {
        return little(PAGE).putInt(TEXT_AT).putInt(end).put(PAGE - 1, (byte) 1);
    }

    /** Where each paragraph ends; all share one look, which stands near the end of the page. */
    private static ByteBuffer paragraphs(List<String> paragraphs) {
        int look = PAGE - 12;
        ByteBuffer page = little(PAGE).putInt(TEXT_AT);
        int end = TEXT_AT;
        for (String paragraph : paragraphs) {
            end += 2 * (paragraph.length() + 1);
            page.putInt(end);
        }
        for (int i = 0; i < paragraphs.size(); i++) {
            page.put((byte) (look / 2)).position(page.position() + 12);
        }
        return page.put(look + 1, (byte) 1).put(PAGE - 1, (byte) paragraphs.size());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
