package dev.repartee.gateway.view;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.intake.Outcome;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.redis.Push;
import tools.jackson.databind.node.ObjectNode;

/** The fields of what is sent while a message is under way. */
public final class Views {

    private Views() {}

    /** A message that the log has. */
    public static ObjectNode accepted(Outcome.Accepted accepted) {
        return accepted(accepted.key().requestId(), accepted.conversation());
    }

    private static ObjectNode accepted(RequestId requestId, ConversationId conversation) {
        return Json.object()
                .put("requestId", requestId.value())
                .put("conversationId", conversation.value())
                .put("status", "open");
    }

    /** A piece of a reply. */
    public static ObjectNode delta(Push.Delta delta) {
        return Json.object()
                .put("requestId", delta.requestId().value())
                .put("attempt", delta.attempt())
                .put("sequence", delta.sequence())
                .put("offset", delta.offset())
                .put("text", delta.text());
    }

    /** A reply. */
    public static ObjectNode reply(ChatResult.Replied replied) {
        ObjectNode view =
                Json.object()
                        .put("requestId", replied.key().requestId().value())
                        .put("conversationId", replied.conversation().value());
        view.setAll(reply(replied.reply()));
        if (replied.nlu() != null) {
            view.set("nlu", Json.node(replied.nlu()));
        }
        view.set("timeline", Json.node(replied.timeline()));
        return view;
    }

    /** What the user reads, and where it came from. */
    public static ObjectNode reply(Reply reply) {
        ObjectNode view =
                Json.object().put("text", reply.text()).put("source", reply.source().word());
        view.set("citations", Json.node(reply.citations()));
        view.put("handover", reply.handover()).put("language", reply.language());
        if (reply.model() != null) {
            view.set("model", Json.node(reply.model()));
        }
        return view;
    }

    /** A message that was given up: {@code parked} or {@code expired}. */
    public static ObjectNode status(ChatResult result, String status, ErrorCode code) {
        return Json.object()
                .put("requestId", result.key().requestId().value())
                .put("conversationId", result.conversation().value())
                .put("status", status)
                .put("code", code.word())
                .put("detail", detail(code));
    }

    /** What a user may know of a failure behind the log. */
    public static String detail(ErrorCode code) {
        return switch (code) {
            case REQUEST_PARKED -> "the message could not be answered; an operator can replay it";
            case REQUEST_EXPIRED -> "the message was not answered in time";
            case USER_ERASED -> "the user was erased, and the message with them";
            case ID_REUSED -> "requestId was used for another text";
            case ErrorCode other -> "the message could not be answered (" + other.word() + ")";
        };
    }

    /** A refusal. */
    public static ObjectNode error(Refusal refusal) {
        ObjectNode view =
                Json.object().put("code", refusal.code().word()).put("detail", refusal.detail());
        RequestId requestId = refusal.requestId();
        if (requestId != null) {
            view.put("requestId", requestId.value());
        }
        if (refusal.code().retryable()) {
            view.put("retryAfterSeconds", refusal.retryAfterSeconds());
        }
        if (!refusal.faults().isEmpty()) {
            view.set("errors", faults(refusal));
        }
        return view;
    }

    /** The fields that are wrong. */
    public static tools.jackson.databind.node.ArrayNode faults(Refusal refusal) {
        tools.jackson.databind.node.ArrayNode errors = Json.object().putArray("errors");
        refusal.faults()
                .forEach(
                        fault ->
                                errors.addObject()
                                        .put("field", fault.field())
                                        .put("detail", fault.detail()));
        return errors;
    }
}
