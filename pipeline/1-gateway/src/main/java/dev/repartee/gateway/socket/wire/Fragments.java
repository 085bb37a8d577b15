package dev.repartee.gateway.socket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;

/** A text message that comes in several frames, up to a bound. */
final class Fragments {

    private final int longest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * @param longest most bytes of the message
     */
    Fragments(int longest) {
        this.longest = longest;
    }

    /** Adds the payload of a frame; false, and nothing is added, when that is too much. */
    boolean add(ByteBuf payload) {
        if (bytes.size() + payload.readableBytes() > longest) {
            return false;
        }
        bytes.writeBytes(ByteBufUtil.getBytes(payload));
        return true;
    }

    /**
     * The whole message.
     *
     * @throws CharacterCodingException when it is no UTF-8; a character may span frames
     */
    String text() throws CharacterCodingException {
        return Utf8.text(bytes.toByteArray());
    }
}
