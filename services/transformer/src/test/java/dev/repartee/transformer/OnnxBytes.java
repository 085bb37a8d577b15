package dev.repartee.transformer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the smallest useful model.onnx, protobuf by hand: each id has a row of numbers; the output
 * is the rows, or their mean.
 */
final class OnnxBytes {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private OnnxBytes() {}

    /** Output {@code [1, pieces, width]}. */
    static byte[] encoder(float[][] rows) {
        return model(rows, gather("out"), "out");
    }

    /** Output {@code [1, width]}. */
    static byte[] classifier(float[][] rows) {
        Message mean =
                new Message()
                        .text(1, "rows")
                        .text(2, "out")
                        .text(4, "ReduceMean")
                        .message(5, new Message().text(1, "axes").number(8, 1).number(20, 7))
                        .message(5, new Message().text(1, "keepdims").number(3, 0).number(20, 2));
        return model(rows, gather("rows").also(1, mean), "out");
    }

    private static Message gather(String output) {
        Message node =
                new Message()
                        .text(1, "table")
                        .text(1, "input_ids")
                        .text(2, output)
                        .text(4, "Gather")
                        .message(5, new Message().text(1, "axis").number(3, 0).number(20, 2));
        return new Message().message(1, node);
    }

    private static byte[] model(float[][] rows, Message nodes, String output) {
        ByteBuffer raw =
                ByteBuffer.allocate(rows.length * rows[0].length * 4)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                raw.putFloat(value);
            }
        }
        Message table =
                new Message()
                        .number(1, rows.length)
                        .number(1, rows[0].length)
                        .number(2, FLOAT)
                        .text(8, "table")
                        .bytes(9, raw.array());
        Message graph =
                nodes.text(2, "tiny")
                        .message(5, table)
                        .message(11, value("input_ids", INT64))
                        .message(11, value("attention_mask", INT64))
                        .message(12, value(output, FLOAT));
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 13))
                .done();
    }

    private static Message value(String name, int type) {
        Message tensor = new Message().number(1, type);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** A protobuf message. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.done());
        }

        Message also(int field, Message value) {
            return message(field, value);
        }

        Message bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] done() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
