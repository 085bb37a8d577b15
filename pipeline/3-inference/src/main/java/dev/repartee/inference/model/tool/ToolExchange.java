package dev.repartee.inference.model.tool;

import java.util.List;

/**
 * One round of calls.
 *
 * @param text what the model said beside its requests; may be empty
 * @param requests what it asked for
 * @param outputs what came of each, in the same order
 */
public record ToolExchange(String text, List<ToolRequest> requests, List<String> outputs) {

    public ToolExchange {
        requests = List.copyOf(requests);
        outputs = List.copyOf(outputs);
        if (requests.size() != outputs.size()) {
            throw new IllegalArgumentException("every request needs its output");
        }
    }
}
