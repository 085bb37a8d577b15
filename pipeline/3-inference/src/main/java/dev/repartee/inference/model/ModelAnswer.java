package dev.repartee.inference.model;

import dev.repartee.contract.content.ModelUse;
import dev.repartee.inference.model.tool.ToolRequest;
import java.time.Duration;
import java.util.List;

/**
 * What a model said.
 *
 * @param text everything it said
 * @param use what it cost; tokens are estimated where the endpoint does not count them
 * @param firstToken from the call to the first token
 * @param requests the calls that it asks for before it goes on; empty when it has answered
 */
public record ModelAnswer(
        String text, ModelUse use, Duration firstToken, List<ToolRequest> requests) {

    public ModelAnswer {
        requests = List.copyOf(requests);
    }

    /** An answer. */
    public ModelAnswer(String text, ModelUse use, Duration firstToken) {
        this(text, use, firstToken, List.of());
    }
}
