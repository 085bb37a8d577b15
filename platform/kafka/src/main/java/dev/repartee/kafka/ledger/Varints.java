package dev.repartee.kafka.ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Unsigned LEB128: seven bits a byte, the low ones first. */
final class Varints {

    static final int LONGEST = 10;

    private Varints() {}

    static int size(long value) {
        return (63 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
    }

    static void put(ByteBuffer buffer, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    /**
     * @throws BufferUnderflowException when the buffer ends within the number
     */
    static long take(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = buffer.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }
}
