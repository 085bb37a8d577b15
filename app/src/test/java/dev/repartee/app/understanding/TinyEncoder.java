package dev.repartee.app.understanding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a sentence encoder of a few numbers: a piece's vector is a row of a table. */
final class TinyEncoder {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private static final String TOKENIZER =
            """
            {"pre_tokenizer": {"type": "BertPreTokenizer"},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
               "vocab": {"[UNK]": 0, "soup": 1, "tea": 2}}}
            """;

    private TinyEncoder() {}

    /**
     * @param rows what unknown words, "soup" and "tea" are
     */
    static void write(Path folder, float[][] rows) throws IOException {
        Files.write(folder.resolve("model.onnx"), model(rows));
        Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
        Files.writeString(folder.resolve("config.json"), "{\"max_position_embeddings\": 16}");
    }

    /** The protobuf of an ONNX model whose one node gathers rows by {@code input_ids}. */
    private static byte[] model(float[][] rows) {
        ByteBuffer raw =
                ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                raw.putFloat(value);
            }
        }
        byte[] node =
                joined(text(1, "table"), text(1, "input_ids"), text(2, "out"), text(4, "Gather"));
        byte[] table =
                joined(
                        number(1, rows.length),
                        number(1, rows[0].length),
                        number(2, FLOAT),
                        text(8, "table"),
                        field(9, raw.array()));
        byte[] graph =
                joined(
                        field(1, node),
                        text(2, "tiny"),
                        field(5, table),
                        field(11, value("input_ids", INT64)),
                        field(12, value("out", FLOAT)));
        byte[] operators = joined(text(1, ""), number(2, 13));
        return joined(number(1, 8), field(7, graph), field(8, operators));
    }

    private static byte[] value(String name, int type) {
        return joined(text(1, name), field(2, field(1, number(1, type))));
    }

    private static byte[] number(int field, int value) {
        return joined(varint(field << 3), varint(value));
    }

    private static byte[] text(int field, String value) {
        return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int field, byte[] content) {
        return joined(varint(field << 3 | 2), varint(content.length), content);
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int rest = value; ; rest >>>= 7) {
            if (rest < 0x80) {
                out.write(rest);
                return out.toByteArray();
            }
            out.write(rest & 0x7F | 0x80);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
