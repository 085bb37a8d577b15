package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.contract.event.Timeline;
import dev.repartee.crypto.UserCipher;
import dev.repartee.embedded.TestEngines;
import dev.repartee.inference.Fixture.Message;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a conversation's memory makes of stores that do not answer. */
class ConversationMemoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Fixture fixture;

    private boolean historyIsGone;
    private final MessageStore history =
            (MessageStore)
                    Proxy.newProxyInstance(
                            MessageStore.class.getClassLoader(),
                            new Class<?>[] {MessageStore.class},
                            (proxy, method, arguments) -> {
                                if (historyIsGone) {
                                    throw new ReparteeException(
                                            ErrorCode.STORE_UNAVAILABLE, "PostgreSQL is busy");
                                }
                                try {
                                    return method.invoke(fixture.history, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });

    @BeforeAll
    static void start() {
        fixture = new Fixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void whatHistoryCouldNotTellIsAskedForAgain() {
        Message message = fixture.message("forgotten-by-redis", "How much is a tyre?");
        store(message, "24 euros.");
        ConversationMemory memory = new ConversationMemory(fixture.redis, history);

        historyIsGone = true;
        assertThat(recalled(memory, message)).isEmpty();
        memory.remember(
                message.envelope().conversationKey(),
                new RememberedTurn(new RequestId("later"), "And two?", "48 euros."),
                cipher(message));

        historyIsGone = false;
        assertThat(recalled(memory, message)).contains("How much is a tyre?");
    }

    @Test
    void whatRedisHasIsKeptWhenNeitherAnswers() {
        Message message = fixture.message("remembered", "And now?");
        ConversationMemory memory = new ConversationMemory(fixture.redis, history);
        memory.remember(
                message.envelope().conversationKey(),
                new RememberedTurn(new RequestId("first"), "How much is a tyre?", "24 euros."),
                cipher(message));

        historyIsGone = true;
        try (RedisLink unreadable = linkThatMayNotReadLists()) {
            assertThat(recalled(new ConversationMemory(unreadable, history), message)).isEmpty();
        }
        assertThat(recalled(memory, message)).containsExactly("How much is a tyre?");
    }

    @Test
    void redisIsAskedAgainWhenItWasSlowAndHistoryIsGone() {
        Message message = fixture.message("slow", "And now?");
        ConversationMemory memory = new ConversationMemory(fixture.redis, history);
        memory.remember(
                message.envelope().conversationKey(),
                new RememberedTurn(new RequestId("first"), "How much is a tyre?", "24 euros."),
                cipher(message));

        historyIsGone = true;
        fixture.redis.call(c -> c.clientPause(400)).join();
        assertThat(recalled(memory, message)).containsExactly("How much is a tyre?");
    }

    private static List<String> recalled(ConversationMemory memory, Message message) {
        return memory.recall(message.envelope().conversationKey(), cipher(message)).stream()
                .map(RememberedTurn::question)
                .toList();
    }

    private static RedisLink linkThatMayNotReadLists() {
        String address = TestEngines.redis();
        String password = address.substring("redis://:".length(), address.indexOf('@'));
        fixture.redis
                .call(
                        c ->
                                c.aclSetuser(
                                        "unreadable",
                                        AclSetuserArgs.Builder.on()
                                                .addPassword(password)
                                                .allKeys()
                                                .allChannels()
                                                .allCommands()
                                                .removeCommand(CommandType.LRANGE)))
                .join();
        RedisLink link =
                RedisLink.open(
                        RedisConfig.at(address.replace("redis://:", "redis://unreadable:"))
                                .waiting(PATIENCE),
                        fixture.meters);
        await().atMost(PATIENCE).until(link::up);
        return link;
    }

    private static UserCipher cipher(Message message) {
        return fixture.vault
                .cipherFor(message.envelope().userKey(), message.envelope().acceptedAt())
                .orElseThrow();
    }

    private static void store(Message message, String reply) {
        ChatRequest request = message.work().request();
        Coordinates origin = message.work().origin();
        Instant at = request.envelope().acceptedAt();
        fixture.history.write(
                List.of(
                        new MessageChange.Received(request, origin),
                        new MessageChange.Finished(
                                new ChatResult.Replied(
                                        request.envelope(),
                                        origin,
                                        new Reply(
                                                reply,
                                                ReplySource.KNOWLEDGE,
                                                "en",
                                                List.of(),
                                                false,
                                                null,
                                                null),
                                        null,
                                        new Timeline(at, at, at, at),
                                        false),
                                7)));
    }
}
