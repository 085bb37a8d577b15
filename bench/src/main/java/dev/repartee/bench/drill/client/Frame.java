package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.Ledger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a gateway says on a WebSocket. */
sealed interface Frame {

    /** How the frames begin that come most often and are not looked into. */
    String DELTA = "{\"type\":\"delta\"";

    record Accepted(String requestId) implements Frame {}

    record Delta() implements Frame {}

    record Reply(Ledger.Seen seen) implements Frame {}

    record Status(String requestId, String conversation, String state) implements Frame {}

    record Refused(String requestId, String code, long retryAfterSeconds) implements Frame {}

    record Drain(long reconnectAfterMs) implements Frame {}

    record Other() implements Frame {}

    static Frame read(String text) {
        if (text.startsWith(DELTA)) {
            return new Delta();
        }
        JsonNode frame = JsonMapper.shared().readTree(text);
        String requestId = frame.path("requestId").asString("");
        return switch (frame.path("type").asString("")) {
            case "accepted" -> new Accepted(requestId);
            case "delta" -> new Delta();
            case "reply" ->
                    new Reply(
                            new Ledger.Seen(
                                    requestId,
                                    frame.path("conversationId").asString(""),
                                    frame.path("text").asString(""),
                                    frame.path("source").asString("")));
            case "status" ->
                    new Status(
                            requestId,
                            frame.path("conversationId").asString(""),
                            frame.path("status").asString(""));
            case "error" ->
                    new Refused(
                            requestId,
                            frame.path("code").asString(""),
                            frame.path("retryAfterSeconds").asLong(1));
            case "drain" -> new Drain(frame.path("reconnectAfterMs").asLong(0));
            case String other -> new Other();
        };
    }
}
