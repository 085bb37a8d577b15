package dev.repartee.dispatch;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import java.time.Instant;
import java.util.List;

/** Messages and an assistant to test with. */
final class Messages {

    static final TenantId TENANT = new TenantId("acme");
    static final AssistantId ASSISTANT = new AssistantId("shop");

    private Messages() {}

    static ChatRequest request(String id, String text) {
        return request("ann", id, text, Mode.REPLY);
    }

    static ChatRequest request(String user, String id, String text, Mode mode) {
        return new ChatRequest(
                new Envelope(
                        new RequestKey(TENANT, new UserId(user), new RequestId(id)),
                        true,
                        ASSISTANT,
                        new ConversationId(user + "-shop"),
                        null,
                        mode,
                        "api",
                        null,
                        Instant.parse("2026-03-01T09:59:59Z")),
                text,
                TextHash.of(text),
                "en",
                List.of(),
                List.of(),
                null);
    }

    static PublishedAssistant assistant() {
        return published(Assistant.plain(ASSISTANT, "Shop"));
    }

    static PublishedAssistant published(Assistant assistant) {
        return new PublishedAssistant(TENANT, assistant, 1, "rev1", assistant.ruleBook());
    }
}
