package dev.repartee.assistants;

import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.OpeningHours;
import dev.repartee.assistants.rules.Rule;
import dev.repartee.assistants.rules.RuleCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an assistant in the order in which a person would, defaults of the model included. */
final class DefinitionWriter {

    private DefinitionWriter() {}

    static ObjectNode write(Assistant assistant) {
        ObjectNode node = AssistantDefinitions.MAPPER.createObjectNode();
        node.put("id", assistant.id().value());
        node.put("name", assistant.name());
        node.put("persona", assistant.persona());
        model(assistant.model(), node.putObject("model"));
        pool(assistant.pool(), node);
        replies(assistant.replies(), node);
        if (!assistant.rules().variables().isEmpty()) {
            texts(assistant.rules().variables(), node.putObject("variables"));
        }
        OpeningHours hours = assistant.rules().hours();
        if (hours != null) {
            hours(hours, node.putObject("openingHours"));
        }
        ArrayNode rules = node.putArray("rules");
        assistant.rules().rules().forEach(rule -> rule(rule, rules.addObject()));
        return node;
    }

    private static void model(ModelSettings model, ObjectNode node) {
        node.put("name", model.name());
        if (model.temperature() != null) {
            node.put("temperature", model.temperature());
        }
        node.put("maxTokens", model.maxTokens());
        node.put("contextTokens", model.contextTokens());
        node.put("passages", model.passages());
        node.put("passageTokens", model.passageTokens());
    }

    private static void pool(PoolAssignment pool, ObjectNode node) {
        node.put("pool", pool.pool());
        if (pool.previousPool() != null) {
            node.put("previousPool", pool.previousPool());
        }
        if (pool.changedAt() != null) {
            node.put("poolChangedAt", pool.changedAt().toString());
        }
    }

    private static void replies(Replies replies, ObjectNode node) {
        ObjectNode languages = node.putObject("languages");
        languages.put("default", replies.languages().defaultLanguage());
        if (!replies.languages().allowed().isEmpty()) {
            list(replies.languages().allowed(), languages.putArray("allowed"));
        }
        ObjectNode texts = node.putObject("replies");
        local(replies.greeting(), "greeting", texts);
        // What is shipped is not copied, so that what will be shipped later is said.
        if (CannedTexts.own(replies.fallback(), CannedTexts.FALLBACK)) {
            local(replies.fallback(), "fallback", texts);
        }
        if (CannedTexts.own(replies.unknown(), CannedTexts.UNKNOWN)) {
            local(replies.unknown(), "unknown", texts);
        }
        node.put("sharedCache", replies.sharedCache());
    }

    private static void hours(OpeningHours hours, ObjectNode node) {
        node.put("timeZone", hours.zone().getId());
        ObjectNode week = node.putObject("week");
        hours.week()
                .forEach(
                        (day, intervals) ->
                                list(
                                        intervals.stream()
                                                .map(OpeningHours.Interval::toString)
                                                .toList(),
                                        week.putArray(day.name().toLowerCase(Locale.ROOT))));
        if (!hours.closed().isEmpty()) {
            list(
                    hours.closed().stream().sorted().map(Object::toString).toList(),
                    node.putArray("closed"));
        }
    }

    private static void rule(Rule rule, ObjectNode node) {
        node.put("name", rule.name());
        RuleCondition condition = rule.when();
        ObjectNode when = node.putObject("when");
        patterns(condition.exact(), "exact", when);
        patterns(condition.phrases(), "phrases", when);
        patterns(condition.keywords(), "keywords", when);
        if (!condition.intents().isEmpty()) {
            ArrayNode intents = when.putArray("intents");
            condition.intents().forEach(intents::add);
        }
        if (condition.maxWords() > 0) {
            when.put("maxWords", condition.maxWords());
        }
        if (condition.open() != null) {
            when.put("open", condition.open());
        }
        local(rule.reply(), "reply", node);
    }

    private static void patterns(
            Map<String, List<String>> patterns, String name, ObjectNode parent) {
        if (!patterns.isEmpty()) {
            ObjectNode node = parent.putObject(name);
            patterns.forEach((language, entries) -> list(entries, node.putArray(language)));
        }
    }

    private static void local(LocalText text, String name, ObjectNode parent) {
        if (!text.isEmpty()) {
            texts(text.byLanguage(), parent.putObject(name));
        }
    }

    private static void texts(Map<String, String> texts, ObjectNode node) {
        texts.forEach((key, value) -> node.put(key, value));
    }

    private static void list(List<String> values, ArrayNode node) {
        values.forEach(value -> node.add(value));
    }
}
