package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import dev.repartee.redis.Signal;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages and their replies over the socket. */
class SocketTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void talks() {
        try (SocketScript anna = SocketScript.open(gateway, "anna", "phone")) {
            anna.send("{\"type\":\"ping\"}").expect("pong");
            anna.send("{\"type\":\"typing\",\"conversationId\":\"c\"}");
            anna.send("{\"type\":\"message\",\"text\":\"talk\"}");
            JsonNode accepted = anna.expect("accepted");
            ChatRequest request = gateway.sent("talk");
            assertThat(request.envelope().replyTo().streaming()).isTrue();
            assertThat(request.envelope().channel()).isEqualTo("web");

            gateway.pipeline.pushDelta(request, 1, 0, 0, "Hi ");
            gateway.pipeline.pushDelta(request, 2, 0, 0, "Hello ");
            gateway.pipeline.pushDelta(request, 1, 1, 3, "late");
            gateway.pipeline.push(
                    StandInPipeline.replied(request, "Hello Anna"), 7, "phone", false, -1);
            gateway.pipeline.pushDelta(request, 2, 1, 6, "late");

            assertThat(anna.expect("delta").get("text").stringValue()).isEqualTo("Hi ");
            assertThat(anna.expect("delta").get("attempt").intValue()).isEqualTo(2);
            JsonNode reply = anna.expect("reply");
            assertThat(reply.get("text").stringValue()).isEqualTo("Hello Anna");
            assertThat(reply.get("pending").booleanValue()).isFalse();
            anna.expectNothingMore();

            String id = accepted.get("requestId").stringValue();
            anna.send("{\"type\":\"ack\",\"requestId\":\"" + id + "\"}");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    gateway.signals(Signal.Acknowledged.class).stream()
                                            .anyMatch(
                                                    ack ->
                                                            ack.offset() == 7
                                                                    && ack.device()
                                                                            .equals("phone")));
        }
    }

    @Test
    void registersPresenceBeforeItTellsDelivery() {
        UserKey user = new UserKey(People.ACME, new UserId("present"));
        Presence presence = new Presence(gateway.redis);
        try (SocketScript _ = SocketScript.open(gateway, "present", "tablet")) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    gateway.signals(Signal.Connected.class).stream()
                                            .anyMatch(one -> one.user().equals(user)));
            assertThat(presence.connections(user).join())
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.gateway()).isEqualTo(gateway.gatewayId);
                                assertThat(one.device()).isEqualTo("tablet");
                            });
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                gateway.signals(Signal.Disconnected.class).stream()
                                        .anyMatch(one -> one.user().equals(user)));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> presence.connections(user).join().isEmpty());
    }

    @Test
    void aSecondResultOfAMessageIsAcknowledgedUnseenAndHoldsUpNothing() {
        try (SocketScript cleo = SocketScript.open(gateway, "cleo", "default")) {
            cleo.send("{\"type\":\"message\",\"text\":\"made twice\",\"requestId\":\"m-1\"}");
            cleo.expect("accepted");
            cleo.send("{\"type\":\"message\",\"text\":\"the next\",\"requestId\":\"m-2\"}");
            cleo.expect("accepted");
            ChatRequest twice = gateway.sent("made twice");
            gateway.pipeline.push(
                    StandInPipeline.replied(twice, "first"), 61, "default", false, -1);
            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("first");
            cleo.send("{\"type\":\"ack\",\"requestId\":\"m-1\"}").expectNothingMore();

            gateway.pipeline.push(
                    StandInPipeline.replied(twice, "second"), 62, "default", true, -1);
            gateway.pipeline.push(
                    StandInPipeline.replied(gateway.sent("the next"), "next"),
                    63,
                    "default",
                    true,
                    62);

            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("next");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    gateway.signals(Signal.Acknowledged.class).stream()
                                            .anyMatch(ack -> ack.offset() == 62));
        }
    }

    @Test
    void showsAResultOnceAndRepeatsALostAcknowledgement() {
        try (SocketScript bert = SocketScript.open(gateway, "bert", "default")) {
            bert.send("{\"type\":\"message\",\"text\":\"twice\",\"requestId\":\"t-1\"}");
            bert.expect("accepted");
            ChatResult result = StandInPipeline.replied(gateway.sent("twice"), "once");
            gateway.pipeline.push(result, 11, "default", true, -1);
            gateway.pipeline.push(result, 11, "default", true, -1);
            assertThat(bert.expect("reply").get("pending").booleanValue()).isTrue();
            bert.expectNothingMore();
            bert.send("{\"type\":\"ack\",\"requestId\":\"t-1\"}").expectNothingMore();

            gateway.pipeline.push(result, 11, "default", true, -1);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    gateway.signals(Signal.Acknowledged.class).stream()
                                                    .filter(ack -> ack.offset() == 11)
                                                    .count()
                                            == 2);
            bert.expectNothingMore();
        }
    }

    @Test
    void skipsAResultWhosePredecessorWasLost() {
        try (SocketScript cleo = SocketScript.open(gateway, "cleo", "default")) {
            cleo.send("{\"type\":\"message\",\"text\":\"first\"}").expect("accepted");
            cleo.send("{\"type\":\"message\",\"text\":\"second\"}").expect("accepted");
            ChatResult first = StandInPipeline.replied(gateway.sent("first"), "1");
            ChatResult second = StandInPipeline.replied(gateway.sent("second"), "2");

            gateway.pipeline.push(second, 22, "default", false, 21);
            cleo.expectNothingMore();
            gateway.pipeline.push(first, 21, "default", false, -1);
            gateway.pipeline.push(second, 22, "default", false, 21);

            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("1");
            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("2");
        }
    }

    @Test
    void givesARetriedMessageItsReplyAgain() {
        try (SocketScript dora = SocketScript.open(gateway, "dora", "default")) {
            String message = "{\"type\":\"message\",\"text\":\"again\",\"requestId\":\"a-1\"}";
            dora.send(message).expect("accepted");
            ChatResult result = StandInPipeline.replied(gateway.sent("again"), "the one reply");
            gateway.pipeline.push(result, 31, "default", false, -1);
            dora.expect("reply");

            dora.send(message).expect("accepted");
            gateway.bus.push(
                    gateway.gatewayId,
                    new Push.Result(result.userKey(), 31, result, new Push.Audience.Resender(), 1));

            assertThat(dora.expect("reply").get("text").stringValue()).isEqualTo("the one reply");
        }
    }

    @Test
    void showsOnlyToTheDeviceThatIsMeant() {
        try (SocketScript phone = SocketScript.open(gateway, "emil", "phone");
                SocketScript laptop = SocketScript.open(gateway, "emil", "laptop")) {
            phone.send("{\"type\":\"message\",\"text\":\"two devices\"}").expect("accepted");
            gateway.pipeline.push(
                    StandInPipeline.replied(gateway.sent("two devices"), "to the laptop"),
                    41,
                    "laptop",
                    true,
                    -1);
            laptop.expect("reply");
            phone.expectNothingMore();
        }
    }

    @Test
    void tellsWhatWasParkedAndTheReplyThatSupersedesIt() {
        try (SocketScript fay = SocketScript.open(gateway, "fay", "default")) {
            fay.send("{\"type\":\"message\",\"text\":\"parked\"}").expect("accepted");
            ChatRequest request = gateway.sent("parked");
            gateway.pipeline.push(
                    StandInPipeline.parked(request, "secret detail"), 51, "default", false, -1);
            JsonNode status = fay.expect("status");
            assertThat(status.get("status").stringValue()).isEqualTo("parked");
            assertThat(status.toString()).doesNotContain("secret detail");
            gateway.pipeline.push(
                    StandInPipeline.replied(request, "after all"), 52, "default", false, -1);
            fay.expect("reply");
        }
    }
}
