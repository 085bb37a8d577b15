package dev.repartee.gateway.intake;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.redis.RedisLink;
import io.lettuce.core.GetExArgs;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a client-given id was used for before: the early answer to a reused request id and to a
 * conversation that changes its assistant, and whether a message was counted already.
 *
 * <p>Best effort: while Redis is gone, or for what it forgot, nothing is known and nothing is
 * refused here; dispatch compares the texts again. Never blocks.
 */
public final class Claims {

    private static final Duration REQUEST_TTL = Duration.ofHours(1);
    private static final Duration CONVERSATION_TTL = Duration.ofDays(7);

    private static final byte[] COUNTED = {1};

    private final RedisLink redis;

    public Claims(RedisLink redis) {
        this.redis = redis;
    }

    /** The hash of the text that the id was first used for; empty when that is not known. */
    public CompletableFuture<Optional<String>> request(RequestKey key, String textHash) {
        return first("accept:" + key, textHash, REQUEST_TTL);
    }

    /** Whether a message with that id was counted; false when that is not known. */
    public CompletableFuture<Boolean> counted(RequestKey key) {
        return redis.up()
                ? redis.<byte[]>call(
                                commands ->
                                        commands.getex(
                                                countedName(key),
                                                GetExArgs.Builder.ex(REQUEST_TTL)))
                        .handle((found, failure) -> found != null)
                : CompletableFuture.completedFuture(false);
    }

    /** Notes that it was counted, for as long as the id is known; returns at once. */
    public void count(RequestKey key) {
        if (redis.up()) {
            redis.call(
                    commands ->
                            commands.set(
                                    countedName(key), COUNTED, SetArgs.Builder.ex(REQUEST_TTL)));
        }
    }

    private static String countedName(RequestKey key) {
        return "counted:" + key;
    }

    /** The assistant that the conversation began with; empty when that is not known. */
    public CompletableFuture<Optional<AssistantId>> conversation(
            UserKey user, ConversationId conversation, AssistantId assistant) {
        ConversationKey key = new ConversationKey(user.tenant(), user.user(), conversation);
        return first("bind:" + key, assistant.value(), CONVERSATION_TTL)
                .thenApply(first -> first.map(AssistantId::new));
    }

    /** Writes the value unless there is one, and reads what is there: both in one flush. */
    private CompletableFuture<Optional<String>> first(String key, String value, Duration ttl) {
        if (!redis.up()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        redis.call(
                commands ->
                        commands.set(
                                key,
                                value.getBytes(StandardCharsets.UTF_8),
                                SetArgs.Builder.nx().ex(ttl)));
        return redis.<byte[]>call(commands -> commands.getex(key, GetExArgs.Builder.ex(ttl)))
                .thenApply(
                        bytes ->
                                Optional.ofNullable(bytes)
                                        .map(found -> new String(found, StandardCharsets.UTF_8)))
                .exceptionally(failure -> Optional.empty());
    }
}
