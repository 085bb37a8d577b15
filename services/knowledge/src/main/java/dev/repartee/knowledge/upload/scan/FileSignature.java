package dev.repartee.knowledge.upload.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a file is by how it begins, told without reading it any further: enough to turn away what no
 * parser should ever see. What it is exactly is found out by the parser, in its own process.
 */
enum FileSignature {
    PDF,
    /** New Office documents, OpenDocument, EPUB and archives. */
    ZIP,
    /** Old Office documents. */
    OLE,
    RTF,
    /** Text in any encoding, marked up or not. */
    TEXT,
    /** Programs, pictures, sounds, packed files and all else. */
    OTHER;

    private static final int LOOKED_AT = 8_192;

    /** Readers look for the mark in the first KiB. */
    private static final int PDF_WITHIN = 1_024;

    private static final byte[] PDF_MARK = ascii("%PDF-");
    private static final byte[] RTF_MARK = ascii("{\\rtf");
    private static final byte[] ZIP_MARK = hex("504b0304");
    private static final byte[] OLE_MARK = hex("d0cf11e0a1b11ae1");

    /** Such files may look like text where they begin. */
    private static final List<byte[]> FOREIGN =
            List.of(
                    hex("7f454c46"),
                    ascii("MZ"),
                    hex("cafebabe"),
                    hex("89504e47"),
                    hex("ffd8ff"),
                    ascii("GIF8"),
                    ascii("RIFF"),
                    hex("1f8b"),
                    ascii("BZh"),
                    hex("fd377a585a00"),
                    hex("377abcaf271c"),
                    ascii("Rar!"));

    /** Of UTF-8, UTF-16 and UTF-32. */
    private static final List<byte[]> ORDER_MARKS =
            List.of(hex("efbbbf"), hex("fffe"), hex("feff"), hex("0000feff"));

    /** Looks at the beginning of a file. */
    static FileSignature of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LOOKED_AT));
        }
    }

    private static FileSignature of(byte[] head) {
        if (startsWith(head, ZIP_MARK)) {
            return ZIP;
        }
        if (startsWith(head, OLE_MARK)) {
            return OLE;
        }
        if (startsWith(head, RTF_MARK)) {
            return RTF;
        }
        if (FOREIGN.stream().anyMatch(mark -> startsWith(head, mark))) {
            return OTHER;
        }
        if (containsPdfMark(head)) {
            return PDF;
        }
        boolean marked = ORDER_MARKS.stream().anyMatch(mark -> startsWith(head, mark));
        return marked || zerosAreHalvesOfLetters(head) ? TEXT : OTHER;
    }

    private static boolean containsPdfMark(byte[] head) {
        int last = Math.min(head.length, PDF_WITHIN) - PDF_MARK.length;
        for (int at = 0; at <= last; at++) {
            if (Arrays.equals(head, at, at + PDF_MARK.length, PDF_MARK, 0, PDF_MARK.length)) {
                return true;
            }
        }
        return false;
    }

    /** Text has no zeros, or, with two bytes for a letter, has them all on one side. */
    private static boolean zerosAreHalvesOfLetters(byte[] head) {
        boolean even = false;
        boolean odd = false;
        for (int at = 0; at < head.length; at++) {
            if (head[at] == 0) {
                even |= at % 2 == 0;
                odd |= at % 2 == 1;
            }
        }
        return !(even && odd);
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length
                && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }

    private static byte[] ascii(String mark) {
        return mark.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String mark) {
        return HexFormat.of().parseHex(mark);
    }
}
