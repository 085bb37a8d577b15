package dev.repartee.inference.guard;

import dev.repartee.assistants.Assistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.language.safety.SafetyFilter;
import dev.repartee.language.safety.SafetyPolicy;
import dev.repartee.language.safety.leak.PromptEcho;
import dev.repartee.safety.Decisions;
import dev.repartee.safety.SafetyRules;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Makes the guard of each reply. Thread-safe. */
public final class Guards {

    private static final int MOST_KEPT = 1_000;
    private static final String REPLACEMENT = "I'm sorry, I can't help with that.";

    private final Rules rules;
    private final Decisions decisions;
    private final Moderator moderator;
    private final Clock clock;
    private final Map<SafetyRules, Filters> filters = new ConcurrentHashMap<>();
    private final Map<String, PromptEcho> echoes = new ConcurrentHashMap<>();

    /** Tells what is done about what, without blocking. */
    @FunctionalInterface
    public interface Rules {

        SafetyRules of(TenantId tenant, AssistantId assistant);
    }

    /**
     * Filters of one set of rules.
     *
     * @param prompts takes out what a model must not see
     * @param replies what a user must not see
     */
    record Filters(SafetyFilter prompts, SafetyFilter replies) {

        static Filters of(SafetyRules rules) {
            return new Filters(
                    new SafetyFilter(
                            new SafetyPolicy(rules.messages().pii(), true, Map.of(), REPLACEMENT)),
                    new SafetyFilter(
                            new SafetyPolicy(
                                    rules.replies().pii(),
                                    true,
                                    rules.replies().actions(),
                                    REPLACEMENT)));
        }
    }

    public Guards(Rules rules, Decisions decisions, Moderator moderator, Clock clock) {
        this.rules = rules;
        this.decisions = decisions;
        this.moderator = moderator;
        this.clock = clock;
    }

    /** The default rules for everybody, no audit and no moderation model. */
    public static Guards standard() {
        return new Guards(
                (tenant, assistant) -> SafetyRules.DEFAULT,
                Decisions.NONE,
                Moderator.NONE,
                Clock.systemUTC());
    }

    /** The guard of one reply. */
    public ReplyGuard open(Assistant assistant, ChatRequest request) {
        SafetyRules own = rules.of(request.envelope().key().tenant(), assistant.id());
        return new ReplyGuard(
                assistant,
                request,
                own,
                kept(filters, own, Filters::of),
                kept(echoes, assistant.persona(), PromptEcho::new),
                new Notes(decisions, clock, request.envelope().key(), assistant.id()),
                moderator);
    }

    private static <K, V> V kept(Map<K, V> all, K key, Function<K, V> maker) {
        if (all.size() > MOST_KEPT) {
            all.clear();
        }
        return all.computeIfAbsent(key, maker);
    }
}
