package dev.repartee.gateway.openai;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.ModelOptions;
import dev.repartee.contract.content.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of {@code /chat/completions}.
 *
 * @param model the assistant
 * @param text the last message
 * @param context the messages before it
 * @param options wishes for the model, or null
 * @param user for whom, or null
 * @param stream whether pieces are wanted
 * @param includeUsage whether the last piece of a stream says what it cost
 */
record CompletionRequest(
        AssistantId model,
        String text,
        List<Turn> context,
        @Nullable ModelOptions options,
        @Nullable UserId user,
        boolean stream,
        boolean includeUsage) {}
