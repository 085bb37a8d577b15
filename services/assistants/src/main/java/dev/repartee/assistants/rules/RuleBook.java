package dev.repartee.assistants.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An assistant's rules, ready to be asked: the same question at the same moment has always the same
 * answer. Immutable and thread-safe; asking needs no I/O.
 */
public final class RuleBook {

    /** The variable that holds the assistant's name. */
    public static final String ASSISTANT = "assistant";

    private final List<CompiledRule> rules;
    private final boolean asksForIntents;
    private final RuleSet definition;
    private final String assistantName;
    private final String defaultLanguage;

    /**
     * @param assistantName the value of the variable {@code {assistant}}
     * @param defaultLanguage spoken when the message's language has no reply
     */
    public RuleBook(RuleSet definition, String assistantName, String defaultLanguage) {
        this.definition = definition;
        this.assistantName = assistantName;
        this.defaultLanguage = defaultLanguage;
        this.rules = definition.rules().stream().map(CompiledRule::new).toList();
        this.asksForIntents =
                definition.rules().stream().anyMatch(rule -> !rule.when().intents().isEmpty());
    }

    /** The names that every reply may use, whatever the tenant defines. */
    public static Set<String> builtInVariables() {
        Set<String> names = new LinkedHashSet<>(HoursText.VARIABLES);
        names.add(ASSISTANT);
        return names;
    }

    /**
     * The reply of the first rule that fits.
     *
     * @param text the message
     * @param language its BCP 47 tag, {@code und} when unsure: then the language of the pattern
     *     that fits is spoken
     * @param now decides about opening hours
     */
    public Optional<RuleReply> answer(String text, String language, Instant now) {
        return answer(text, language, now, Map.of());
    }

    /**
     * The same with what is known of the user.
     *
     * @param known further variables, for example {@code name}; the assistant's own win
     */
    public Optional<RuleReply> answer(
            String text, String language, Instant now, Map<String, String> known) {
        return answer(text, language, now, known, () -> "");
    }

    /**
     * The same for assistants whose rules ask for intents, too.
     *
     * @param intent what the message was understood to want, empty when that is not known; asked
     *     only when a rule wants to know, and then once
     */
    public Optional<RuleReply> answer(
            String text,
            String language,
            Instant now,
            Map<String, String> known,
            Supplier<String> intent) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        FoldedText folded = FoldedText.of(text);
        if (folded.words().isEmpty()) {
            return Optional.empty();
        }
        List<String> preferred = preferred(language);
        String understood = asksForIntents ? intent.get() : "";
        for (CompiledRule rule : rules) {
            if (rule.refuses(folded, definition.hours(), now)) {
                continue;
            }
            Optional<RuleReply> reply =
                    rule.languageThatFits(folded, preferred)
                            .or(
                                    () ->
                                            rule.answersIntent(understood)
                                                    ? Optional.of(language)
                                                    : Optional.empty())
                            .flatMap(fitting -> reply(rule.rule(), fitting, now, known));
            if (reply.isPresent()) {
                return reply;
            }
        }
        return Optional.empty();
    }

    private List<String> preferred(String language) {
        List<String> preferred = new ArrayList<>();
        preferred.add(language);
        int dash = language.indexOf('-');
        if (dash > 0) {
            preferred.add(language.substring(0, dash));
        }
        preferred.add(defaultLanguage);
        return preferred;
    }

    private Optional<RuleReply> reply(
            Rule rule, String language, Instant now, Map<String, String> known) {
        return rule.reply()
                .in(language, defaultLanguage)
                .flatMap(
                        written ->
                                new ReplyTemplate(written.text())
                                        .fill(variables(written.language(), now, known))
                                        .map(
                                                text ->
                                                        new RuleReply(
                                                                text,
                                                                written.language(),
                                                                rule.name())));
    }

    private Map<String, String> variables(String language, Instant now, Map<String, String> known) {
        Map<String, String> variables = new HashMap<>(known);
        variables.putAll(definition.variables());
        variables.put(ASSISTANT, assistantName);
        OpeningHours hours = definition.hours();
        if (hours != null) {
            variables.putAll(HoursText.variables(hours, now, language));
        }
        return variables;
    }
}
