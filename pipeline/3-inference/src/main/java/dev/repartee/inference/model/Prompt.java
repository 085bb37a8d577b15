package dev.repartee.inference.model;

import dev.repartee.contract.content.Turn;
import dev.repartee.inference.model.tool.ToolExchange;
import dev.repartee.tools.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param model which one at the endpoint, or null for the endpoint's own choice
 * @param turns system turns first, the question last
 * @param temperature 0 to 2, or null for the model's own
 * @param maxTokens upper bound of the answer's tokens
 * @param tools what it may call before it answers
 * @param exchanges what it has called already, after the question
 */
public record Prompt(
        @Nullable String model,
        List<Turn> turns,
        @Nullable Double temperature,
        int maxTokens,
        List<ToolSpec> tools,
        List<ToolExchange> exchanges) {

    public Prompt {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        exchanges = List.copyOf(exchanges);
    }

    /** A prompt without tools. */
    public Prompt(
            @Nullable String model, List<Turn> turns, @Nullable Double temperature, int maxTokens) {
        this(model, turns, temperature, maxTokens, List.of(), List.of());
    }

    /** The same with other turns. */
    public Prompt withTurns(List<Turn> other) {
        return new Prompt(model, other, temperature, maxTokens, tools, exchanges);
    }

    /** The same with other tools. */
    public Prompt withTools(List<ToolSpec> other) {
        return new Prompt(model, turns, temperature, maxTokens, other, exchanges);
    }

    /** The same after a further round of calls. */
    public Prompt after(ToolExchange exchange) {
        List<ToolExchange> more = new ArrayList<>(exchanges);
        more.add(exchange);
        return new Prompt(model, turns, temperature, maxTokens, tools, more);
    }
}
