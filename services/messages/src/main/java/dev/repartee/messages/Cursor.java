package dev.repartee.messages;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in a conversation, to be handed to clients as an opaque word.
 *
 * @param partition of the requests' topic
 * @param offset in that partition; pages begin behind it
 */
public record Cursor(int partition, long offset) {

    private static final byte FORM = 1;
    private static final int BYTES = 1 + Integer.BYTES + Long.BYTES;

    /**
     * Reads the word.
     *
     * @throws ReparteeException with {@code INVALID_FIELD} when it is none of ours
     */
    public static Cursor parse(String word) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(word));
            if (bytes.remaining() == BYTES && bytes.get() == FORM) {
                return new Cursor(bytes.getInt(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    /** The word. */
    @Override
    public String toString() {
        byte[] bytes =
                ByteBuffer.allocate(BYTES).put(FORM).putInt(partition).putLong(offset).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ReparteeException refused(@Nullable IllegalArgumentException cause) {
        return new ReparteeException(
                ErrorCode.INVALID_FIELD, "cursor must be one that an earlier page gave", cause);
    }
}
