package dev.repartee.assistants.prompt;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.FieldReader.Element;
import dev.repartee.assistants.form.InvalidFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The written form of prompts: reads and checks them as a whole. */
public final class PromptDrafts {

    /** The longest template, in UTF-16 units. */
    public static final int LONGEST = 20_000;

    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final int MOST_VARIABLES = 50;
    private static final int LONGEST_STAND_IN = 1_000;
    private static final int LONGEST_NOTE = 500;

    private PromptDrafts() {}

    /**
     * Reads a draft.
     *
     * @throws InvalidFields names every field that is wrong
     */
    public static PromptDraft read(JsonNode body) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader fields = new FieldReader(body, "", errors);
        String template = fields.text("template", LONGEST, null);
        Set<String> names = new HashSet<>();
        List<PromptVariable> variables =
                fields.list(
                        "variables", MOST_VARIABLES, element -> variable(fields, element, names));
        PromptDraft draft =
                new PromptDraft(template, variables, fields.text("note", LONGEST_NOTE, ""));
        fields.refuseOthers();
        if (errors.isEmpty()) {
            check(draft, fields);
        }
        if (!errors.isEmpty()) {
            throw new InvalidFields("the prompt", errors);
        }
        return draft;
    }

    /** The variables as they are stored. */
    static String variablesToJson(List<PromptVariable> variables) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        variables.forEach(variable -> write(variable, list.addObject()));
        return list.toString();
    }

    /** What {@link #variablesToJson} wrote. */
    static List<PromptVariable> variablesFromJson(String json) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("variables", JsonMapper.shared().readTree(json));
        FieldReader fields = new FieldReader(body, "", errors);
        Set<String> names = new HashSet<>();
        List<PromptVariable> variables =
                fields.list(
                        "variables", MOST_VARIABLES, element -> variable(fields, element, names));
        if (!errors.isEmpty()) {
            throw new InvalidFields("the stored prompt", errors);
        }
        return variables;
    }

    private static void write(PromptVariable variable, ObjectNode node) {
        node.put("name", variable.name());
        node.put("type", variable.type().word());
        node.put("from", variable.from());
        if (variable.standIn() != null) {
            node.put("default", variable.standIn());
        }
    }

    private static PromptVariable variable(FieldReader parent, Element element, Set<String> names) {
        FieldReader fields = parent.object(element);
        String name = fields.word("name", VARIABLE, "lower-case letters, digits and _", null);
        if (!names.add(name)) {
            fields.error(fields.pathOf("name"), "is used by another variable");
        }
        VariableType type = type(fields);
        String from = fields.text("from", 100, null);
        if (!from.isEmpty() && !VariableSource.known(from)) {
            fields.error(
                    fields.pathOf("from"),
                    "must be user.NAME, variables.NAME or one of "
                            + String.join(", ", VariableSource.paths()));
        }
        String standIn = standIn(fields, type);
        fields.refuseOthers();
        return new PromptVariable(name, type, from, standIn);
    }

    private static VariableType type(FieldReader fields) {
        return VariableType.of(fields.text("type", 20, VariableType.TEXT.word()))
                .orElseGet(
                        () -> {
                            fields.error(
                                    fields.pathOf("type"),
                                    "must be one of " + String.join(", ", VariableType.words()));
                            return VariableType.TEXT;
                        });
    }

    private static @Nullable String standIn(FieldReader fields, VariableType type) {
        if (!fields.has("default")) {
            return null;
        }
        String standIn = fields.text("default", LONGEST_STAND_IN, "");
        if (!type.fits(standIn)) {
            fields.error(fields.pathOf("default"), "must be a " + type.word());
        }
        return standIn;
    }

    private static void check(PromptDraft draft, FieldReader fields) {
        PromptTemplate template;
        try {
            template = PromptTemplate.parse(draft.template());
        } catch (PromptSyntaxException e) {
            fields.error("template", String.valueOf(e.getMessage()));
            return;
        }
        Map<String, PromptVariable> declared = new HashMap<>();
        draft.variables().forEach(variable -> declared.put(variable.name(), variable));
        for (String name : template.variables()) {
            if (!declared.containsKey(name) && !VariableSource.known(name)) {
                fields.error(
                        "template",
                        "names {{%s}}, which is no source and not declared in variables"
                                .formatted(name));
            }
        }
        for (String name : template.required()) {
            if (mayBeMissing(name, declared.get(name))) {
                fields.error(
                        "template",
                        ("names {{%1$s}}, which may have no value: write {{%1$s|text}},"
                                        + " or put it between {{#%1$s}} and {{/%1$s}}")
                                .formatted(name));
            }
        }
    }

    private static boolean mayBeMissing(String name, @Nullable PromptVariable declared) {
        return declared == null
                ? VariableSource.known(name) && !VariableSource.always(name)
                : declared.standIn() == null && !VariableSource.always(declared.from());
    }
}
