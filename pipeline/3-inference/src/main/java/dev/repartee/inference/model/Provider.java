package dev.repartee.inference.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.repartee.contract.content.Turn;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.tool.ToolMessages;
import dev.repartee.inference.model.tool.ToolRequest;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** An endpoint that is asked through LangChain4j. */
final class Provider {

    private final ModelEndpoint endpoint;
    private final StreamingChatModel model;

    Provider(ModelEndpoint endpoint) {
        this.endpoint = endpoint;
        this.model = model(endpoint);
    }

    /** The model's name for a prompt. */
    String modelName(Prompt prompt) {
        return prompt.model() == null ? endpoint.defaultModel() : prompt.model();
    }

    /** Asks; returns when the answer has ended. Interrupting the thread ends the request. */
    void ask(Prompt prompt, StreamingChatResponseHandler handler) {
        ChatRequest.Builder request =
                ChatRequest.builder()
                        .messages(messages(prompt))
                        .modelName(modelName(prompt))
                        .temperature(prompt.temperature())
                        .maxOutputTokens(
                                Math.min(prompt.maxTokens(), endpoint.limits().maxTokens()));
        if (!prompt.tools().isEmpty()) {
            request.toolSpecifications(prompt.tools().stream().map(ToolMessages::tool).toList());
        }
        model.chat(request.build(), handler);
    }

    /** The calls that an answer asks for. */
    static List<ToolRequest> requests(ChatResponse response) {
        return ToolMessages.requests(response.aiMessage());
    }

    private static List<ChatMessage> messages(Prompt prompt) {
        return Stream.concat(
                        prompt.turns().stream().map(Provider::message),
                        prompt.exchanges().stream().flatMap(ToolMessages::messages))
                .toList();
    }

    private static ChatMessage message(Turn turn) {
        return switch (turn.role()) {
            case SYSTEM -> SystemMessage.from(turn.text());
            case USER -> UserMessage.from(turn.text());
            case ASSISTANT -> AiMessage.from(turn.text());
        };
    }

    private static StreamingChatModel model(ModelEndpoint endpoint) {
        URI url = endpoint.baseUrl();
        ProviderHttp.Builder http =
                new ProviderHttp.Builder(endpoint.timeouts(), endpoint.limits());
        // The clients' builders refuse an empty key, but many local servers want none.
        String key = endpoint.apiKey() == null ? "none" : endpoint.apiKey().value();
        return switch (endpoint.type()) {
            case OPENAI -> {
                OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder builder =
                        OpenAiStreamingChatModel.builder()
                                .httpClientBuilder(http)
                                .apiKey(key)
                                .modelName(endpoint.defaultModel());
                yield (url == null ? builder : builder.baseUrl(url.toString())).build();
            }
            case ANTHROPIC -> {
                AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder builder =
                        AnthropicStreamingChatModel.builder()
                                .httpClientBuilder(http)
                                .apiKey(key)
                                .modelName(endpoint.defaultModel());
                yield (url == null ? builder : builder.baseUrl(url.toString())).build();
            }
            case OLLAMA ->
                    OllamaStreamingChatModel.builder()
                            .httpClientBuilder(http)
                            .baseUrl(String.valueOf(url))
                            .modelName(endpoint.defaultModel())
                            .build();
            case EXTRACTIVE ->
                    throw new IllegalArgumentException("the built-in model has no provider");
        };
    }
}
