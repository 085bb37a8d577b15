package dev.repartee.knowledge.vector;

import java.nio.ByteBuffer;
import tools.jackson.databind.node.ArrayNode;

/** Forms that vectors are written in. */
final class Vectors {

    private Vectors() {}

    static void write(ArrayNode numbers, float[] vector) {
        for (float number : vector) {
            numbers.add(number);
        }
    }

    static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    static float[] of(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
