package dev.repartee.assistants.experiment;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.FieldReader.Element;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The written form of tests: reads and checks them as a whole. */
public final class ExperimentDrafts {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String ID_FORM = "1 to 64 lower-case letters, digits and dashes";
    private static final Pattern MODEL =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,39}(/[A-Za-z0-9][A-Za-z0-9._:/@-]{0,120})?");
    private static final int MOST_ARMS = 8;
    private static final int WHOLE = 100;

    private ExperimentDrafts() {}

    /**
     * Reads a draft.
     *
     * @throws InvalidFields names every field that is wrong
     */
    public static ExperimentDraft read(JsonNode body) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader fields = new FieldReader(body, "", errors);
        String id = fields.word("id", ID, ID_FORM, null);
        String assistant = fields.word("assistant", ID, ID_FORM, null);
        List<Arm> arms = arms(fields);
        fields.refuseOthers();
        if (!errors.isEmpty()) {
            throw new InvalidFields("the experiment", errors);
        }
        return new ExperimentDraft(id, new AssistantId(assistant), arms);
    }

    static String armsToJson(List<Arm> arms) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        arms.forEach(arm -> write(arm, list.addObject()));
        return list.toString();
    }

    static List<Arm> armsFromJson(String json) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("arms", JsonMapper.shared().readTree(json));
        List<Arm> arms = arms(new FieldReader(body, "", errors));
        if (!errors.isEmpty()) {
            throw new InvalidFields("the stored experiment", errors);
        }
        return arms;
    }

    private static void write(Arm arm, ObjectNode node) {
        node.put("name", arm.name());
        node.put("share", arm.share());
        if (arm.assistantVersion() != null) {
            node.put("assistantVersion", arm.assistantVersion());
        }
        if (arm.promptVersion() != null) {
            node.put("promptVersion", arm.promptVersion());
        }
        if (arm.model() != null) {
            node.put("model", arm.model());
        }
    }

    private static List<Arm> arms(FieldReader fields) {
        Set<String> names = new HashSet<>();
        List<Arm> arms = fields.list("arms", MOST_ARMS, element -> arm(fields, element, names));
        if (arms.size() < 2) {
            fields.error("arms", "must have two entries at least");
        }
        if (arms.stream().mapToInt(Arm::share).sum() > WHOLE) {
            fields.error("arms", "must not have shares of more than 100 percent together");
        }
        return arms;
    }

    private static Arm arm(FieldReader parent, Element element, Set<String> names) {
        FieldReader fields = parent.object(element);
        String name = fields.word("name", ID, ID_FORM, null);
        if (!names.add(name)) {
            fields.error(fields.pathOf("name"), "is used by another arm");
        }
        if (!fields.has("share")) {
            fields.error(fields.pathOf("share"), "is required");
        }
        Arm arm =
                new Arm(
                        name,
                        fields.whole("share", 1, WHOLE - 1, 1),
                        version(fields, "assistantVersion", 1) instanceof Integer number
                                ? number.longValue()
                                : null,
                        version(fields, "promptVersion", 0),
                        fields.has("model")
                                ? fields.word(
                                        "model", MODEL, "a model endpoint, or endpoint/model", null)
                                : null);
        fields.refuseOthers();
        return arm;
    }

    private static @Nullable Integer version(FieldReader fields, String name, int least) {
        return fields.has(name) ? fields.whole(name, least, Integer.MAX_VALUE, least) : null;
    }
}
