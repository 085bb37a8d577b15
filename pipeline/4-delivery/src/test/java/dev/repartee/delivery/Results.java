package dev.repartee.delivery;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.contract.event.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results as the pipeline would make them. */
public final class Results {

    /** After the stages of these tests began, so that nobody doubts what they are sent. */
    public static final Instant ACCEPTED = Instant.now().plus(Duration.ofHours(1));

    public static final GatewayId GATEWAY = new GatewayId("gateway-1");

    private Results() {}

    public static UserKey user(String name) {
        return new UserKey(new TenantId("acme"), new UserId(name));
    }

    public static ChatResult.Replied replied(UserKey user, String requestId) {
        return replied(user, requestId, "answer to " + requestId, null, false);
    }

    public static ChatResult.Replied replied(
            UserKey user,
            String requestId,
            String text,
            @Nullable GatewayId waiting,
            boolean supersedes) {
        return new ChatResult.Replied(
                envelope(user, requestId, Mode.REPLY, waiting),
                new Coordinates("chat.requests", 3, 17),
                new Reply(text, ReplySource.MODEL, "en", List.of(), false, null, null),
                null,
                new Timeline(ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED.plusMillis(300)),
                supersedes);
    }

    /** The same for a message that was accepted a minute ago, before any stage of now began. */
    public static ChatResult.Replied early(ChatResult.Replied result) {
        Envelope envelope = result.envelope();
        return new ChatResult.Replied(
                new Envelope(
                        envelope.key(),
                        envelope.idFromClient(),
                        envelope.assistant(),
                        envelope.conversation(),
                        envelope.session(),
                        envelope.mode(),
                        envelope.channel(),
                        envelope.replyTo(),
                        Instant.now().minusSeconds(60)),
                result.origin(),
                result.reply(),
                result.nlu(),
                result.timeline(),
                result.supersedes());
    }

    public static ChatResult.Parked parked(UserKey user, String requestId) {
        return new ChatResult.Parked(
                key(user, requestId),
                new ConversationId("c-1"),
                Mode.REPLY,
                new Coordinates("chat.requests", 3, 17),
                null,
                "inference",
                ErrorCode.KILLS_WORKER,
                "it did it twice",
                ACCEPTED);
    }

    public static ChatResult.Analysed analysed(UserKey user, String requestId, GatewayId waiting) {
        return new ChatResult.Analysed(
                envelope(user, requestId, Mode.OBSERVE, waiting),
                new Coordinates("chat.requests", 3, 17),
                "hello",
                "hash",
                "en",
                null,
                null,
                new Timeline(ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED),
                false);
    }

    public static ChatResult.Resend resend(
            UserKey user, String requestId, GatewayId waiting, boolean sameText) {
        return new ChatResult.Resend(
                envelope(user, requestId, Mode.REPLY, waiting),
                new Coordinates("chat.requests", 3, 17),
                sameText);
    }

    public static RequestKey key(UserKey user, String requestId) {
        return new RequestKey(user.tenant(), user.user(), new RequestId(requestId));
    }

    private static Envelope envelope(
            UserKey user, String requestId, Mode mode, @Nullable GatewayId waiting) {
        return new Envelope(
                key(user, requestId),
                true,
                new AssistantId("demo"),
                new ConversationId("c-1"),
                null,
                mode,
                "web",
                waiting == null ? null : new ReplyTo(waiting, true),
                ACCEPTED);
    }
}
