package dev.repartee.language.intent;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a model's bytes: a mark, the version of the format, the length and a checksum, so
 * that what is not a model, or half a model, is refused before anything is made of it.
 */
final class ModelFile {

    private static final byte[] MARK = "RPTINTNT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 3;
    private static final int MAX_BYTES = 512 << 20;

    /** Writes the content of a model. */
    @FunctionalInterface
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** Reads the content of a model. */
    @FunctionalInterface
    interface Reader<T> {
        T readFrom(DataInputStream in) throws IOException;
    }

    private ModelFile() {}

    static void write(OutputStream out, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream inner = new DataOutputStream(new BufferedOutputStream(bytes));
        content.writeTo(inner);
        inner.flush();
        byte[] payload = bytes.toByteArray();
        DataOutputStream outer = new DataOutputStream(out);
        outer.write(MARK);
        outer.writeInt(VERSION);
        outer.writeInt(payload.length);
        outer.writeLong(checksum(payload));
        outer.write(payload);
        outer.flush();
    }

    static <T> T read(InputStream in, Reader<T> reader) throws IOException {
        byte[] payload = payload(new DataInputStream(in));
        try {
            return reader.readFrom(new DataInputStream(new ByteArrayInputStream(payload)));
        } catch (IOException wrong) {
            throw refused("the model's content is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        try {
            if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
                throw refused("this is no intent model", null);
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw refused(
                        "the model has format %d and this version reads %d: train it again"
                                .formatted(version, VERSION),
                        null);
            }
            int length = in.readInt();
            long checksum = in.readLong();
            if (length < 0 || length > MAX_BYTES) {
                throw refused("the model is damaged: its length can't be", null);
            }
            byte[] payload = in.readNBytes(length);
            if (payload.length < length) {
                throw refused("the model is damaged: it ends early", null);
            }
            if (checksum(payload) != checksum) {
                throw refused("the model is damaged: its checksum differs", null);
            }
            return payload;
        } catch (EOFException early) {
            throw refused("the model is damaged: it ends early", early);
        }
    }

    private static long checksum(byte[] payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        return checksum.getValue();
    }

    private static ReparteeException refused(String cause, @Nullable Throwable reason) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, cause, reason);
    }
}
