package dev.repartee.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Finds fields in the gateway's JSON without parsing it, which would cost a generator more than all
 * else. It finds {@code "name":"} as the gateway writes it, and relies on our own ids and texts
 * holding no quotes.
 */
final class Frames {
    static final ByteBuf TYPE = name("type");
    static final ByteBuf CODE = name("code");
    static final ByteBuf REQUEST_ID = name("requestId");
    static final ByteBuf TEXT = name("text");

    private Frames() {}

    /** The field's text, or an empty one. */
    static String field(ByteBuf json, ByteBuf name) {
        int at = ByteBufUtil.indexOf(name, json);
        if (at < 0) {
            return "";
        }
        int from = at + name.readableBytes();
        int end = json.indexOf(from, json.writerIndex(), (byte) '"');
        return end < 0 ? "" : json.toString(from, end - from, StandardCharsets.US_ASCII);
    }

    /** Whether the field's text contains a word. */
    static boolean contains(ByteBuf json, ByteBuf name, String word) {
        int at = ByteBufUtil.indexOf(name, json);
        if (at < 0) {
            return false;
        }
        ByteBuf rest = json.slice(at, json.writerIndex() - at);
        return ByteBufUtil.indexOf(
                        Unpooled.wrappedBuffer(word.getBytes(StandardCharsets.US_ASCII)), rest)
                >= 0;
    }

    private static ByteBuf name(String name) {
        return Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer("\"" + name + "\":\"", StandardCharsets.US_ASCII)
                        .asReadOnly());
    }
}
