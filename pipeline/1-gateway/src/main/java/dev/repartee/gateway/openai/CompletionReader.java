package dev.repartee.gateway.openai;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.ModelOptions;
import dev.repartee.contract.content.Turn;
import dev.repartee.gateway.form.FieldFault;
import dev.repartee.gateway.form.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a completion request. What can not be honoured and would change the answer (several
 * choices, tools, pictures) is refused; other parameters are ignored.
 */
final class CompletionReader {

    private static final int MOST_MESSAGES = 256;
    private static final int MOST_TOKENS = 1_000_000;
    private static final int HIGHEST_TEMPERATURE = 2;

    private final Fields fields;
    private final List<Turn> turns = new ArrayList<>();

    private CompletionReader(ObjectNode body) {
        this.fields = new Fields(body);
    }

    /** What was read: the request, or which fields are wrong. */
    sealed interface Read {

        /** A request. */
        record Request(CompletionRequest request) implements Read {}

        /** Fields that are wrong. */
        record Faulty(List<FieldFault> faults) implements Read {}
    }

    static Read read(ObjectNode body) {
        return new CompletionReader(body).read();
    }

    private Read read() {
        AssistantId model = fields.parsed("model", CompletionReader::model);
        fields.require("model", model);
        messages();
        ModelOptions options = options();
        UserId user = fields.parsed("user", UserId::new);
        boolean stream = fields.flag("stream");
        Fields streamOptions = fields.object("stream_options");
        boolean includeUsage = streamOptions != null && streamOptions.flag("include_usage");
        fields.integer("n", 1, 1);
        refuseTools();
        if (model == null || !fields.faults().isEmpty()) {
            return new Read.Faulty(fields.faults());
        }
        return new Read.Request(
                new CompletionRequest(
                        model,
                        turns.getLast().text(),
                        turns.subList(0, turns.size() - 1),
                        options,
                        user,
                        stream,
                        includeUsage));
    }

    /** A name that no assistant can have is one that we do not have. */
    private static AssistantId model(String name) {
        try {
            return new AssistantId(name);
        } catch (ReparteeException e) {
            throw new ReparteeException(ErrorCode.UNKNOWN_ASSISTANT, "there is no such model", e);
        }
    }

    private void messages() {
        fields.require("messages", fields.node("messages"));
        List<Fields> messages = fields.objects("messages", MOST_MESSAGES);
        Turn.Role last = Turn.Role.USER;
        String lastText = "";
        for (Fields message : messages) {
            Turn.Role role = message.parsed("role", CompletionReader::role);
            message.require("role", role);
            String text = content(message);
            last = role == null ? Turn.Role.USER : role;
            lastText = text;
            if (role != null && !text.isBlank()) {
                turns.add(new Turn(role, text));
            }
        }
        if (fields.faults().isEmpty()
                && (messages.isEmpty() || last != Turn.Role.USER || lastText.isBlank())) {
            fields.fault(
                    "messages",
                    ErrorCode.INVALID_FIELD,
                    "must end with a message of the user that has text");
        }
    }

    private static Turn.Role role(String word) {
        return switch (word) {
            case "system", "developer" -> Turn.Role.SYSTEM;
            case "user" -> Turn.Role.USER;
            case "assistant" -> Turn.Role.ASSISTANT;
            case String other ->
                    throw new ReparteeException(
                            ErrorCode.INVALID_FIELD,
                            "role must be system, developer, user or assistant");
        };
    }

    /** A string, or an array of text parts. */
    private static String content(Fields message) {
        JsonNode content = message.node("content");
        if (content instanceof ArrayNode) {
            StringJoiner text = new StringJoiner("\n");
            for (Fields part : message.objects("content", MOST_MESSAGES)) {
                String type = part.string("type");
                if (!"text".equals(type)) {
                    part.fault("type", ErrorCode.INVALID_FIELD, "must be text");
                }
                String piece = part.string("text");
                text.add(piece == null ? "" : piece);
            }
            return text.toString();
        }
        String text = message.string("content");
        return text == null ? "" : text;
    }

    private @Nullable ModelOptions options() {
        Double temperature = fields.number("temperature", 0, HIGHEST_TEMPERATURE);
        Long newer = fields.integer("max_completion_tokens", 1, MOST_TOKENS);
        Long older = fields.integer("max_tokens", 1, MOST_TOKENS);
        Long tokens = newer == null ? older : newer;
        return temperature == null && tokens == null
                ? null
                : new ModelOptions(temperature, tokens == null ? null : tokens.intValue());
    }

    private void refuseTools() {
        for (String name : List.of("tools", "functions")) {
            if (fields.node(name) instanceof ArrayNode tools && !tools.isEmpty()) {
                fields.fault(name, ErrorCode.INVALID_FIELD, "is not supported");
            }
        }
    }
}
