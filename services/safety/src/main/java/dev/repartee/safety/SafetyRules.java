package dev.repartee.safety;

import dev.repartee.assistants.rules.LocalText;
import dev.repartee.language.safety.PiiKind;
import dev.repartee.language.safety.PiiPolicy;
import dev.repartee.language.safety.SafetyAction;
import dev.repartee.language.safety.SafetyCategory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is done about what, for one assistant.
 *
 * @param messages of users
 * @param passages what happens to orders in retrieved passages and tools' output: {@code FLAG}
 *     keeps them, everything else takes the sentences out
 * @param replies of the assistant
 * @param sensitivity the score from which a text counts as an order to the model, 0 to 1; lower
 *     finds more and errs more often
 * @param links how links in replies are treated
 * @param moderated whether the deployment's moderation model, if there is one, is asked as well
 */
public record SafetyRules(
        Side messages,
        SafetyAction passages,
        Side replies,
        double sensitivity,
        Links links,
        boolean moderated,
        Refusals refusals) {

    /**
     * One direction.
     *
     * @param actions what is done about a category; nothing about absent ones
     * @param pii personal data that is taken out: of messages before a model sees them, of replies
     *     before a user does
     */
    public record Side(Map<SafetyCategory, SafetyAction> actions, PiiPolicy pii) {
        public Side {
            actions = Map.copyOf(actions);
        }
    }

    /**
     * How links in replies are treated.
     *
     * @param guarded whether pictures, and links that could carry data away, are taken out
     * @param hosts whose links and pictures are always fine; {@code *.example.com} for all below
     */
    public record Links(boolean guarded, List<String> hosts) {
        public Links {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * What is said instead of a reply, per language; where a text is empty, Repartee's own.
     *
     * @param refusal for everything but
     * @param crisis somebody who speaks of harming themselves
     */
    public record Refusals(LocalText refusal, LocalText crisis) {

        /** Repartee's own texts. */
        public static final Refusals OWN = new Refusals(LocalText.NONE, LocalText.NONE);
    }

    /**
     * Orders to the model are refused, people in need are handed to a person, cards are kept from
     * models, and replies stop at what {@code safety.rules} finds.
     */
    public static final SafetyRules DEFAULT =
            new SafetyRules(
                    new Side(
                            new EnumMap<>(
                                    Map.of(
                                            SafetyCategory.SELF_HARM, SafetyAction.ESCALATE,
                                            SafetyCategory.THREAT, SafetyAction.FLAG,
                                            SafetyCategory.SLUR, SafetyAction.FLAG,
                                            SafetyCategory.HARASSMENT, SafetyAction.FLAG,
                                            SafetyCategory.WEAPONS, SafetyAction.REFUSE,
                                            SafetyCategory.MINORS, SafetyAction.REFUSE,
                                            SafetyCategory.INJECTION, SafetyAction.REFUSE)),
                            cards()),
                    SafetyAction.REDACT,
                    new Side(repliesByDefault(), cards()),
                    0.75,
                    new Links(true, List.of()),
                    true,
                    Refusals.OWN);

    private static PiiPolicy cards() {
        return new PiiPolicy(Set.of(PiiKind.CARD), PiiPolicy.Mode.REDACT, "ZZ");
    }

    private static Map<SafetyCategory, SafetyAction> repliesByDefault() {
        Map<SafetyCategory, SafetyAction> actions = new EnumMap<>(SafetyCategory.class);
        for (SafetyCategory category : SafetyCategory.values()) {
            actions.put(category, SafetyAction.REFUSE);
        }
        return actions;
    }
}
