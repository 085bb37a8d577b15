package dev.repartee.safety;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.language.safety.PiiKind;
import dev.repartee.language.safety.PiiPolicy;
import dev.repartee.language.safety.SafetyAction;
import dev.repartee.language.safety.SafetyCategory;
import dev.repartee.safety.SafetyRules.Links;
import dev.repartee.safety.SafetyRules.Refusals;
import dev.repartee.safety.SafetyRules.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one written form of {@link SafetyRules}: absent fields have their defaults. */
public final class SafetyRulesForm {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern REGION = Pattern.compile("[A-Z]{2}");
    private static final Pattern HOST =
            Pattern.compile(
                    "(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final int LONGEST_TEXT = 2_000;

    private SafetyRulesForm() {}

    /**
     * Reads the form.
     *
     * @throws InvalidFields names every field that is wrong
     */
    public static SafetyRules read(JsonNode form) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader fields = new FieldReader(form, "", errors);
        SafetyRules absent = SafetyRules.DEFAULT;
        Double sensitivity = fields.decimal("sensitivity", 0.05, 1);
        Boolean moderated = fields.flag("moderated");
        SafetyRules rules =
                new SafetyRules(
                        side(fields.object("messages"), absent.messages()),
                        fields.has("passages")
                                ? action(fields, "passages", absent.passages())
                                : absent.passages(),
                        side(fields.object("replies"), absent.replies()),
                        sensitivity == null ? absent.sensitivity() : sensitivity,
                        links(fields.object("links")),
                        moderated == null ? absent.moderated() : moderated,
                        refusals(fields.object("refusals")));
        fields.refuseOthers();
        if (!errors.isEmpty()) {
            throw new InvalidFields("the safety rules", errors);
        }
        return rules;
    }

    /** Reads what {@link #write} wrote. */
    static SafetyRules parse(String json) {
        return read(MAPPER.readTree(json));
    }

    /** Writes the form, every field of it. */
    public static ObjectNode write(SafetyRules rules) {
        ObjectNode form = MAPPER.createObjectNode();
        write(rules.messages(), SafetyRules.DEFAULT.messages(), form.putObject("messages"));
        form.put("passages", rules.passages().word());
        write(rules.replies(), SafetyRules.DEFAULT.replies(), form.putObject("replies"));
        form.put("sensitivity", rules.sensitivity());
        ObjectNode links = form.putObject("links");
        links.put("guarded", rules.links().guarded());
        ArrayNode hosts = links.putArray("hosts");
        rules.links().hosts().forEach(hosts::add);
        form.put("moderated", rules.moderated());
        ObjectNode refusals = form.putObject("refusals");
        rules.refusals().refusal().byLanguage().forEach(refusals.putObject("refusal")::put);
        rules.refusals().crisis().byLanguage().forEach(refusals.putObject("crisis")::put);
        return form;
    }

    /** A default that was taken away is written as none, or it would come back when read. */
    private static void write(Side side, Side absent, ObjectNode form) {
        ObjectNode actions = form.putObject("actions");
        for (SafetyCategory category : SafetyCategory.values()) {
            SafetyAction action = side.actions().get(category);
            if (action != null) {
                actions.put(category.word(), action.word());
            } else if (absent.actions().containsKey(category)) {
                actions.put(category.word(), "none");
            }
        }
        ObjectNode pii = form.putObject("pii");
        ArrayNode kinds = pii.putArray("kinds");
        side.pii().kinds().stream()
                .sorted()
                .forEach(kind -> kinds.add(kind.name().toLowerCase(Locale.ROOT)));
        pii.put("mode", side.pii().mode().name().toLowerCase(Locale.ROOT));
        pii.put("region", side.pii().region());
    }

    /** Actions that are given replace the default ones; {@code none} takes one away. */
    private static Side side(FieldReader fields, Side absent) {
        Map<SafetyCategory, SafetyAction> actions = new EnumMap<>(SafetyCategory.class);
        actions.putAll(absent.actions());
        FieldReader given = fields.object("actions");
        given.entries(
                SafetyCategory.values().length,
                element -> {
                    String name = element.path().substring(element.path().lastIndexOf('.') + 1);
                    SafetyCategory category = constant(SafetyCategory.class, name);
                    String word = given.text(element.value(), element.path(), 1, 20);
                    SafetyAction action = constant(SafetyAction.class, word);
                    if (category == null) {
                        given.error(element.path(), "is none of " + words(SafetyCategory.class));
                    } else if (action != null) {
                        actions.put(category, action);
                    } else if (word.equals("none")) {
                        actions.remove(category);
                    } else if (!word.isEmpty()) {
                        given.error(
                                element.path(),
                                "must be none or one of " + words(SafetyAction.class));
                    }
                    return name;
                });
        Side side = new Side(actions, pii(fields.object("pii"), absent.pii()));
        fields.refuseOthers();
        return side;
    }

    private static PiiPolicy pii(FieldReader fields, PiiPolicy absent) {
        Set<PiiKind> kinds = EnumSet.noneOf(PiiKind.class);
        fields.list(
                "kinds",
                PiiKind.values().length,
                element -> {
                    PiiKind kind =
                            constant(
                                    PiiKind.class,
                                    fields.text(element.value(), element.path(), 1, 20));
                    if (kind == null) {
                        fields.error(element.path(), "must be one of " + words(PiiKind.class));
                    } else {
                        kinds.add(kind);
                    }
                    return element.path();
                });
        PiiPolicy.Mode mode = absent.mode();
        if (fields.has("mode")) {
            PiiPolicy.Mode given = constant(PiiPolicy.Mode.class, fields.text("mode", 20, ""));
            if (given == null) {
                fields.error(
                        fields.pathOf("mode"), "must be one of " + words(PiiPolicy.Mode.class));
            } else {
                mode = given;
            }
        }
        String region =
                fields.word("region", REGION, "a country such as DE, or ZZ", absent.region());
        PiiPolicy policy =
                new PiiPolicy(fields.has("kinds") ? kinds : absent.kinds(), mode, region);
        fields.refuseOthers();
        return policy;
    }

    private static Links links(FieldReader fields) {
        Boolean guarded = fields.flag("guarded");
        List<String> hosts =
                fields.list(
                        "hosts",
                        200,
                        element -> {
                            String host =
                                    fields.text(element.value(), element.path(), 1, 253)
                                            .toLowerCase(Locale.ROOT);
                            if (!host.isEmpty() && !HOST.matcher(host).matches()) {
                                fields.error(
                                        element.path(),
                                        "must be a host such as example.com or *.example.com");
                            }
                            return host;
                        });
        fields.refuseOthers();
        return new Links(guarded == null || guarded, hosts);
    }

    private static Refusals refusals(FieldReader fields) {
        Refusals refusals =
                new Refusals(texts(fields.object("refusal")), texts(fields.object("crisis")));
        fields.refuseOthers();
        return refusals;
    }

    private static LocalText texts(FieldReader fields) {
        return new LocalText(
                fields.entries(
                        50,
                        element -> {
                            String tag =
                                    element.path().substring(element.path().lastIndexOf('.') + 1);
                            if (!LANGUAGE.matcher(tag).matches()) {
                                fields.error(
                                        element.path(),
                                        "must be named by a language tag such as en");
                            }
                            return fields.text(element.value(), element.path(), 1, LONGEST_TEXT);
                        }));
    }

    private static SafetyAction action(FieldReader fields, String name, SafetyAction absent) {
        SafetyAction action = constant(SafetyAction.class, fields.text(name, 20, ""));
        if (action == null) {
            fields.error(fields.pathOf(name), "must be one of " + words(SafetyAction.class));
        }
        return action == null ? absent : action;
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(word))
                .findAny()
                .orElse(null);
    }

    private static String words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
