package dev.repartee.dispatch;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.Rule;
import dev.repartee.assistants.rules.RuleCondition;
import dev.repartee.assistants.rules.RuleSet;
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
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.language.layered.ServedModels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Messages and an assistant to test with. */
final class Messages {

    static final TenantId TENANT = new TenantId("acme");
    static final AssistantId ASSISTANT = new AssistantId("shop");

    static final LayeredAnalyzer ANALYZER =
            new LayeredAnalyzer(
                    RuleAnalyzer.shipped("US"),
                    ServedModels.NONE,
                    IntentFallback.NONE,
                    new LayerMetrics(new SimpleMeterRegistry()));

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

    /** With one rule: what it says to "hello". */
    static PublishedAssistant shop(String greeting) {
        RuleCondition hello =
                new RuleCondition(Map.of("en", List.of("hello")), Map.of(), Map.of(), 0, null);
        Rule rule = new Rule("greeting", hello, new LocalText(Map.of("en", greeting)));
        return published(
                Assistant.plain(ASSISTANT, "Shop")
                        .withRules(new RuleSet(List.of(rule), null, Map.of())));
    }

    static PublishedAssistant published(Assistant assistant) {
        return new PublishedAssistant(TENANT, assistant, 1, "rev1", assistant.ruleBook());
    }
}
