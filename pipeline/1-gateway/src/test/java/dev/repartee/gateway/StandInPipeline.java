package dev.repartee.gateway;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Timeline;
import dev.repartee.redis.Push;
import dev.repartee.redis.PushBus;
import java.time.Instant;
import java.util.List;

/** The pipeline behind a gateway, as far as a test plays it: results and deltas for its users. */
final class StandInPipeline {

    private final PushBus bus;
    private final GatewayId gateway;

    StandInPipeline(PushBus bus, GatewayId gateway) {
        this.bus = bus;
        this.gateway = gateway;
    }

    static ChatResult.Replied replied(ChatRequest request, String text) {
        Instant now = Instant.now();
        return new ChatResult.Replied(
                request.envelope(),
                new Coordinates(Topic.REQUESTS.topicName(), 0, 1),
                new Reply(
                        text,
                        ReplySource.MODEL,
                        "en",
                        List.of(),
                        false,
                        new ModelUse("test-model", 3, 4, 5),
                        null),
                null,
                new Timeline(request.envelope().acceptedAt(), now, now, now),
                false);
    }

    /** Given up by inference, with what only operators may read. */
    static ChatResult.Parked parked(ChatRequest request, String detail) {
        return new ChatResult.Parked(
                request.envelope().key(),
                request.envelope().conversation(),
                request.envelope().mode(),
                new Coordinates(Topic.REQUESTS.topicName(), 0, 0),
                null,
                "inference",
                ErrorCode.KILLS_WORKER,
                detail,
                Instant.now());
    }

    /** As delivery does: to every device of the user. */
    void push(ChatResult result, long offset, String device, boolean pending, long after) {
        bus.push(
                gateway,
                new Push.Result(
                        result.userKey(),
                        offset,
                        result,
                        new Push.Audience.Device(device, pending, after),
                        1));
    }

    void pushToWaiter(ChatResult result, long offset) {
        bus.push(
                gateway,
                new Push.Result(result.userKey(), offset, result, new Push.Audience.Waiter(), 1));
    }

    void pushDelta(ChatRequest request, int attempt, int sequence, int offset, String text) {
        bus.push(
                gateway,
                new Push.Delta(
                        request.userKey(),
                        request.envelope().key().requestId(),
                        attempt,
                        sequence,
                        offset,
                        text));
    }
}
