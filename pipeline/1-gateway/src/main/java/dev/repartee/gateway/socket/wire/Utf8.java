package dev.repartee.gateway.socket.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: what Java would replace is refused. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * The text of the bytes. The quick decoder puts a mark where bytes are no UTF-8; only where one
     * stands does the strict decoder see whether the mark was in the bytes themselves.
     *
     * @throws CharacterCodingException when they are no UTF-8
     */
    static String text(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
        return text;
    }
}
