package dev.repartee.gateway.openai;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.view.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON in OpenAI's shapes. What only we know stands under {@code repartee}. */
final class CompletionViews {

    private CompletionViews() {}

    static ObjectNode completion(String model, long created, ChatResult.Replied replied) {
        ObjectNode view = head("chat.completion", model, created, replied.key().requestId());
        ObjectNode choice = view.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", replied.reply().text())
                .putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", "stop");
        view.set("usage", usage(replied.reply().model()));
        view.set("repartee", extension(replied));
        return view;
    }

    static ObjectNode chunk(
            String model, long created, RequestId id, @Nullable String content, boolean first) {
        ObjectNode view = head("chat.completion.chunk", model, created, id);
        ObjectNode choice = view.putArray("choices").addObject().put("index", 0);
        ObjectNode delta = choice.putObject("delta");
        if (first) {
            delta.put("role", "assistant");
        }
        if (content != null) {
            delta.put("content", content);
        }
        choice.putNull("logprobs").putNull("finish_reason");
        return view;
    }

    static ObjectNode lastChunk(String model, long created, ChatResult.Replied replied) {
        ObjectNode view = head("chat.completion.chunk", model, created, replied.key().requestId());
        ObjectNode choice = view.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("logprobs").put("finish_reason", "stop");
        view.set("repartee", extension(replied));
        return view;
    }

    static ObjectNode usageChunk(String model, long created, ChatResult.Replied replied) {
        ObjectNode view = head("chat.completion.chunk", model, created, replied.key().requestId());
        view.putArray("choices");
        view.set("usage", usage(replied.reply().model()));
        return view;
    }

    static ObjectNode model(PublishedAssistant assistant) {
        return Json.object()
                .put("id", assistant.assistant().id().value())
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", assistant.tenant().value());
    }

    static ObjectNode models(Iterable<PublishedAssistant> assistants) {
        ObjectNode view = Json.object().put("object", "list");
        ArrayNode data = view.putArray("data");
        assistants.forEach(assistant -> data.add(model(assistant)));
        return view;
    }

    static ObjectNode error(Refusal refusal) {
        ObjectNode view = Json.object();
        ObjectNode error =
                view.putObject("error")
                        .put("message", refusal.detail())
                        .put("type", type(refusal.code()));
        if (refusal.faults().isEmpty()) {
            error.putNull("param");
        } else {
            error.put("param", refusal.faults().getFirst().field());
        }
        error.put(
                "code",
                refusal.code() == ErrorCode.UNKNOWN_ASSISTANT
                        ? "model_not_found"
                        : refusal.code().word());
        return view;
    }

    private static String type(ErrorCode code) {
        int status = code.httpStatus();
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static ObjectNode head(String object, String model, long created, RequestId id) {
        return Json.object()
                .put("id", "chatcmpl-" + id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode extension(ChatResult.Replied replied) {
        ObjectNode view =
                Json.object()
                        .put("requestId", replied.key().requestId().value())
                        .put("source", replied.reply().source().word())
                        .put("handover", replied.reply().handover());
        view.set("citations", Json.node(replied.reply().citations()));
        return view;
    }

    private static ObjectNode usage(@Nullable ModelUse use) {
        return Json.object()
                .put("prompt_tokens", use == null ? 0 : use.promptTokens())
                .put("completion_tokens", use == null ? 0 : use.completionTokens())
                .put("total_tokens", use == null ? 0 : use.totalTokens());
    }
}
