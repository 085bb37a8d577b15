package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Mode;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.ReplyCacheKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Replies that are given again, and those that must not be. */
class DispatcherCacheTest extends DispatcherScene {

    @Test
    void aCachedReplyOfTheUserIsGivenAgainWithoutItsCost() throws Exception {
        cache(user, "Open from 9 to 5.");
        handle(request("r1", "when does  the SHOP open on Sunday?"));
        Reply reply = log.events(ChatResult.Replied.class).getFirst().reply();
        assertThat(reply.source()).isEqualTo(ReplySource.CACHE);
        assertThat(reply.text()).isEqualTo("Open from 9 to 5.");
        assertThat(reply.model()).isNull();
    }

    @Test
    void whatBringsItsOwnContextIsNeverAnsweredFromCacheOrRules() throws Exception {
        cache(user, "Open from 9 to 5.");
        handle(withContext(request("r1", QUESTION)));
        handle(withContext(request("r2", "Hello!")));
        assertThat(log.on(WORK)).hasSize(2);
        assertThat(log.on(RESULTS)).isEmpty();
    }

    @Test
    void aCachedReplyIsForgottenWhenTheAssistantChanges() throws Exception {
        cache(user, "Open from 9 to 5.");
        PublishedAssistant before = Messages.shop("Hi!");
        assistant =
                Optional.of(
                        new PublishedAssistant(
                                before.tenant(), before.assistant(), 2, "rev2", before.rules()));
        handle(request("r1", QUESTION));
        assertThat(log.on(WORK)).hasSize(1);
    }

    @Test
    void aReplyOfOneUserIsNotGivenToAnother() throws Exception {
        cache(user, "Your bike is ready.");
        handle(Messages.request(user + "x", "r1", QUESTION, Mode.REPLY));
        assertThat(log.on(WORK)).hasSize(1);
    }

    @Test
    void anUnreadableCachedReplyIsAMiss() throws Exception {
        redis.call(commands -> commands.set(key(user).toString(), new byte[] {1, 2})).join();
        handle(request("r1", QUESTION));
        assertThat(log.on(WORK)).hasSize(1);
    }

    private static ChatRequest withContext(ChatRequest request) {
        return new ChatRequest(
                request.envelope(),
                request.text(),
                request.textHash(),
                request.language(),
                request.attachments(),
                List.of(new Turn(Turn.Role.SYSTEM, "Translate.")),
                null);
    }

    private ReplyCacheKey key(String owner) {
        return new ReplyCacheKey(
                Messages.TENANT,
                new UserId(owner),
                Messages.ASSISTANT,
                "rev1",
                ReplyCacheKey.hashOf(QUESTION));
    }

    private void cache(String owner, String text) {
        Reply reply = new Reply(text, ReplySource.KNOWLEDGE, "en", List.of(), false, null, null);
        byte[] value = EventCodec.encodeReply(new PreparedReply(reply, null));
        redis.call(commands -> commands.set(key(owner).toString(), value)).join();
    }
}
