package dev.repartee.dispatch;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.redis.RedisRound;
import dev.repartee.redis.RedisRound.Answer;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Recognises a request that came before, by where it lies and not by whether it was seen: the same
 * place again is a redelivery, which must be processed.
 *
 * <p>The quick answer only. While Redis is gone every request counts as the first of its id; what
 * decides is downstream, where the first result of a request wins.
 */
final class Deduplicator {

    private final Duration claim;

    Deduplicator(Duration claim) {
        this.claim = claim;
    }

    /**
     * Claims the request's id for its place in the log.
     *
     * @return what it is, to be asked once the round has run
     */
    Supplier<Sighting> ask(RedisRound round, ChatRequest request, Coordinates origin) {
        if (!request.envelope().idFromClient()) {
            return Sighting.First::new;
        }
        String key = claimName(request.envelope().key());
        byte[] value = (origin + "|" + request.textHash()).getBytes(StandardCharsets.UTF_8);
        round.add(redis -> redis.set(key, value, SetArgs.Builder.nx().ex(claim)));
        Answer<byte[]> holder = round.add(redis -> redis.get(key));
        return () ->
                holder.value()
                        .map(held -> compare(held, request, origin))
                        .orElseGet(Sighting.First::new);
    }

    private static Sighting compare(byte[] held, ChatRequest request, Coordinates origin) {
        String text = new String(held, StandardCharsets.UTF_8);
        int bar = text.lastIndexOf('|');
        try {
            Coordinates first = Coordinates.parse(text.substring(0, Math.max(0, bar)));
            return first.equals(origin)
                    ? new Sighting.First()
                    : new Sighting.Duplicate(
                            first, text.substring(bar + 1).equals(request.textHash()));
        } catch (ReparteeException e) {
            return new Sighting.First();
        }
    }

    static String claimName(RequestKey key) {
        return "proc:" + key;
    }
}
