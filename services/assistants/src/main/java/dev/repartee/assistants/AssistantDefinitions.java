package dev.repartee.assistants;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one written form of an assistant: the same tree in the database (JSONB), over HTTP (JSON) and
 * in files (YAML). Absent fields have their defaults; unknown ones are refused.
 */
public final class AssistantDefinitions {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Pattern POOL = Pattern.compile("([a-z0-9][a-z0-9-]{0,39})?");
    private static final Pattern MODEL =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,39}(/[A-Za-z0-9][A-Za-z0-9._:/@-]{0,120})?");

    private AssistantDefinitions() {}

    /**
     * Reads JSON.
     *
     * @throws InvalidAssistant names every field that is wrong
     */
    public static Assistant parse(String json) {
        try {
            return read(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new InvalidAssistant(
                    List.of(new FieldError("definition", "is no JSON: " + e.getOriginalMessage())));
        }
    }

    /**
     * Reads a tree.
     *
     * @throws InvalidAssistant names every field that is wrong
     */
    public static Assistant read(JsonNode definition) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader fields = new FieldReader(definition, "", errors);
        AssistantId id = id(fields);
        String name = fields.text("name", 100, id.value());
        String persona = fields.text("persona", 20_000, "");
        Assistant assistant =
                new Assistant(
                        id,
                        name.isBlank() ? id.value() : name,
                        persona.strip(),
                        model(fields.object("model")),
                        pool(fields),
                        replies(fields),
                        RuleReader.ruleSet(fields));
        fields.refuseOthers();
        if (!errors.isEmpty()) {
            throw new InvalidAssistant(errors);
        }
        return assistant;
    }

    /** The whole definition, with the pool's past, as it is stored. */
    public static ObjectNode write(Assistant assistant) {
        return DefinitionWriter.write(assistant);
    }

    /** The definition as JSON text. */
    public static String toJson(Assistant assistant) {
        return MAPPER.writeValueAsString(write(assistant));
    }

    private static AssistantId id(FieldReader fields) {
        String value = fields.text("id", 64, null);
        try {
            return new AssistantId(value.isEmpty() ? "unnamed" : value);
        } catch (ReparteeException e) {
            fields.error("id", "must be 1 to 64 lower-case letters, digits and dashes");
            return new AssistantId("unnamed");
        }
    }

    private static ModelSettings model(FieldReader fields) {
        ModelSettings absent = ModelSettings.DEFAULT;
        ModelSettings model =
                new ModelSettings(
                        fields.word(
                                "name",
                                MODEL,
                                "the name of a model endpoint, or endpoint/model",
                                absent.name()),
                        fields.decimal("temperature", 0, 2),
                        fields.whole("maxTokens", 1, 100_000, absent.maxTokens()),
                        fields.whole("contextTokens", 0, 1_000_000, absent.contextTokens()),
                        fields.whole("passages", 0, 20, absent.passages()),
                        fields.whole("passageTokens", 0, 100_000, absent.passageTokens()));
        fields.refuseOthers();
        return model;
    }

    private static PoolAssignment pool(FieldReader fields) {
        String form = "1 to 40 lower-case letters, digits and dashes, or empty";
        String previous =
                fields.has("previousPool") ? fields.word("previousPool", POOL, form, "") : null;
        return new PoolAssignment(
                fields.word("pool", POOL, form, ""), previous, instant(fields, "poolChangedAt"));
    }

    private static Replies replies(FieldReader fields) {
        LanguagePolicy languages = languages(fields.object("languages"));
        String language = languages.defaultLanguage();
        FieldReader replies = fields.object("replies");
        LocalText greeting =
                RuleReader.localText(replies, "greeting", Replies.DEFAULT.greeting(), language);
        LocalText fallback =
                RuleReader.localText(replies, "fallback", Replies.DEFAULT.fallback(), language);
        LocalText unknown =
                RuleReader.localText(replies, "unknown", Replies.DEFAULT.unknown(), language);
        replies.refuseOthers();
        Boolean shared = fields.flag("sharedCache");
        return new Replies(languages, greeting, fallback, unknown, shared == null || shared);
    }

    private static LanguagePolicy languages(FieldReader fields) {
        String defaultLanguage =
                fields.word(
                        "default",
                        RuleReader.LANGUAGE,
                        RuleReader.LANGUAGE_FORM,
                        LanguagePolicy.DEFAULT.defaultLanguage());
        List<String> allowed =
                fields.list(
                        "allowed",
                        50,
                        element -> {
                            String tag = fields.text(element.value(), element.path(), 2, 35);
                            if (!RuleReader.LANGUAGE.matcher(tag).matches()) {
                                fields.error(element.path(), "must be " + RuleReader.LANGUAGE_FORM);
                            }
                            return tag;
                        });
        if (!allowed.isEmpty() && !allowed.contains(defaultLanguage)) {
            fields.error(fields.pathOf("allowed"), "must contain the default language");
        }
        fields.refuseOthers();
        return new LanguagePolicy(defaultLanguage, allowed);
    }

    private static @Nullable Instant instant(FieldReader fields, String name) {
        if (!fields.has(name)) {
            return null;
        }
        try {
            return Instant.parse(fields.text(name, 40, null));
        } catch (DateTimeException e) {
            fields.error(name, "must be a time such as 2026-01-02T03:04:05Z");
            return null;
        }
    }
}
