package dev.repartee.inference.memory;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import dev.repartee.messages.MessageStore;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.RedisRound;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Results that cost a model call, kept for an hour under {@code done:}, so that a redelivery does
 * not pay twice. Noted before they are published. Best effort; the first result in the log wins in
 * any case. Thread-safe.
 */
public final class ResultMemory {

    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

    private final RedisLink redis;
    private final MessageStore history;

    public ResultMemory(RedisLink redis, MessageStore history) {
        this.redis = redis;
        this.history = history;
    }

    /** Notes a result; waits for Redis, but never longer than its command timeout. */
    public void note(ChatResult result, UserCipher cipher) {
        String key = key(result.key());
        byte[] sealed = cipher.encrypt(encode(result), key);
        RedisRound round = redis.round();
        round.add(c -> c.psetex(key, TIME_TO_LIVE.toMillis(), sealed));
        round.run();
    }

    /** What is left of an earlier attempt: Redis is asked first, then history. */
    public EarlierResult recall(RequestKey request, UserCipher cipher) {
        String key = key(request);
        RedisRound round = redis.round();
        RedisRound.Answer<byte[]> sealed = round.add(c -> c.get(key));
        round.run();
        Optional<ChatResult> made = sealed.value().flatMap(bytes -> open(bytes, key, cipher));
        if (made.isPresent()) {
            return new EarlierResult.Made(made.get());
        }
        try {
            return history.storedResult(request).isPresent()
                    ? new EarlierResult.Published()
                    : new EarlierResult.None();
        } catch (ReparteeException e) {
            return new EarlierResult.None();
        }
    }

    private static String key(RequestKey request) {
        return "done:" + request;
    }

    /** The type's word, a zero, the event. */
    private static byte[] encode(ChatResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(result.headers().type().getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
        bytes.writeBytes(EventCodec.encode(result));
        return bytes.toByteArray();
    }

    private static Optional<ChatResult> open(byte[] sealed, String key, UserCipher cipher) {
        try {
            byte[] bytes = cipher.decrypt(sealed, key);
            int zero = 0;
            while (bytes[zero] != 0) {
                zero++;
            }
            String type = new String(bytes, 0, zero, StandardCharsets.UTF_8);
            EventHeaders headers = new EventHeaders(type, 1, null, "", null, null, null, null);
            return Optional.of(
                    EventCodec.decode(
                            headers,
                            Arrays.copyOfRange(bytes, zero + 1, bytes.length),
                            ChatResult.class));
        } catch (UndecipherableException | ReparteeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
