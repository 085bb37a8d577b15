package dev.repartee.delivery.pending;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A waiting result as it lies in its row: event type, version and event, sealed for its user. */
final class ReplyPayload {

    private static final String FIELD = "pending_replies.payload:";

    private ReplyPayload() {}

    static byte[] seal(UserCipher cipher, Outgoing reply) {
        EventHeaders headers = reply.result().headers();
        byte[] head =
                (headers.type() + " " + headers.version() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] body = EventCodec.encode(reply.result());
        byte[] clear = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, clear, head.length, body.length);
        return cipher.encrypt(clear, FIELD + reply.requestId());
    }

    /**
     * @throws UndecipherableException when the key is another one
     * @throws ReparteeException when it is of a newer release
     */
    static Outgoing open(
            UserCipher cipher, UserKey user, String requestId, long offset, byte[] sealed)
            throws UndecipherableException {
        byte[] clear = cipher.decrypt(sealed, FIELD + requestId);
        int end = 0;
        while (end < clear.length && clear[end] != '\n') {
            end++;
        }
        String[] head = new String(clear, 0, end, StandardCharsets.UTF_8).split(" ");
        if (head.length != 2 || end == clear.length) {
            throw new ReparteeException(ErrorCode.MALFORMED_EVENT, "a waiting reply has no head");
        }
        EventHeaders headers =
                new EventHeaders(
                        head[0],
                        Integer.parseInt(head[1]),
                        null,
                        user.tenant().value(),
                        requestId,
                        null,
                        null,
                        null);
        byte[] body = Arrays.copyOfRange(clear, end + 1, clear.length);
        return new Outgoing(offset, EventCodec.decode(headers, body, ChatResult.class));
    }
}
