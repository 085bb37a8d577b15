package dev.repartee.inference.model.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.repartee.tools.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tools and their calls in LangChain4j's words. */
public final class ToolMessages {

    private ToolMessages() {}

    /** A tool as it is offered. */
    public static ToolSpecification tool(ToolSpec spec) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        for (Map.Entry<String, JsonNode> property :
                spec.parameters().path("properties").properties()) {
            schema.addProperty(
                    property.getKey(), JsonRawSchema.from(property.getValue().toString()));
        }
        List<String> required = new ArrayList<>();
        spec.parameters().path("required").forEach(name -> required.add(name.asString("")));
        return ToolSpecification.builder()
                .name(spec.name())
                .description(spec.description())
                .parameters(schema.required(required).build())
                .build();
    }

    /** The calls that a message asks for. */
    public static List<ToolRequest> requests(@Nullable AiMessage message) {
        if (message == null || !message.hasToolExecutionRequests()) {
            return List.of();
        }
        return message.toolExecutionRequests().stream()
                .map(
                        request ->
                                new ToolRequest(
                                        request.id() == null ? request.name() : request.id(),
                                        request.name(),
                                        request.arguments() == null ? "" : request.arguments()))
                .toList();
    }

    /** A round of calls, as it goes back to the model. */
    public static Stream<ChatMessage> messages(ToolExchange exchange) {
        List<ToolExecutionRequest> requests =
                exchange.requests().stream().map(ToolMessages::request).toList();
        AiMessage.Builder asked = AiMessage.builder().toolExecutionRequests(requests);
        if (!exchange.text().isBlank()) {
            asked.text(exchange.text());
        }
        return Stream.concat(
                Stream.of(asked.build()),
                IntStream.range(0, requests.size())
                        .mapToObj(
                                i ->
                                        ToolExecutionResultMessage.from(
                                                requests.get(i), exchange.outputs().get(i))));
    }

    private static ToolExecutionRequest request(ToolRequest request) {
        return ToolExecutionRequest.builder()
                .id(request.id())
                .name(request.name())
                .arguments(request.arguments())
                .build();
    }
}
