package dev.repartee.assistants;

import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.FieldReader.Element;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.OpeningHours;
import dev.repartee.assistants.rules.OpeningHours.Interval;
import dev.repartee.assistants.rules.ReplyTemplate;
import dev.repartee.assistants.rules.Rule;
import dev.repartee.assistants.rules.RuleBook;
import dev.repartee.assistants.rules.RuleCondition;
import dev.repartee.assistants.rules.RuleSet;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an assistant's rules, opening hours and variables out of its definition. */
final class RuleReader {

    static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    static final String LANGUAGE_FORM = "a language tag such as en or pt-BR";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern INTERVAL =
            Pattern.compile(
                    "([01]\\d|2[0-4]):([0-5]\\d)\\s*[-\u2013]\\s*([01]\\d|2[0-4]):([0-5]\\d)");
    private static final Pattern INTENT =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.:/ -]{0,99}");
    private static final int MAX_INTENTS = 50;
    private static final int MAX_RULES = 500;
    private static final int MAX_PATTERNS = 500;
    private static final int MAX_LANGUAGES = 50;
    private static final int MAX_REPLY = 4_000;

    private RuleReader() {}

    static RuleSet ruleSet(FieldReader definition) {
        Map<String, String> variables = variables(definition.object("variables"));
        OpeningHours hours =
                definition.has("openingHours") ? hours(definition.object("openingHours")) : null;
        Set<String> names = new HashSet<>();
        List<Rule> rules =
                definition.list(
                        "rules",
                        MAX_RULES,
                        element -> rule(definition.object(element), names, variables, hours));
        return new RuleSet(rules, hours, variables);
    }

    /** A text per language, or one text for the default language. */
    static LocalText localText(
            FieldReader parent, String name, LocalText absent, String defaultLanguage) {
        if (!parent.has(name)) {
            return absent;
        }
        return parent.isText(name)
                ? new LocalText(Map.of(defaultLanguage, parent.text(name, MAX_REPLY, null)))
                : localText(parent.object(name));
    }

    private static LocalText localText(FieldReader texts) {
        return new LocalText(
                texts.entries(
                        MAX_LANGUAGES,
                        element -> {
                            checkLanguage(texts, element);
                            return texts.text(element.value(), element.path(), 1, MAX_REPLY);
                        }));
    }

    private static Rule rule(
            FieldReader fields,
            Set<String> names,
            Map<String, String> variables,
            @Nullable OpeningHours hours) {
        String name = fields.word("name", NAME, "lower-case letters, digits and dashes", null);
        if (!names.add(name)) {
            fields.error(fields.pathOf("name"), "is used by another rule");
        }
        RuleCondition when = condition(fields.object("when"), hours);
        LocalText reply = localText(fields.object("reply"));
        if (reply.isEmpty()) {
            fields.error(fields.pathOf("reply"), "must have a text in one language at least");
        }
        checkVariables(fields, reply, variables, hours);
        fields.refuseOthers();
        return new Rule(name, when, reply);
    }

    private static RuleCondition condition(FieldReader fields, @Nullable OpeningHours hours) {
        RuleCondition condition =
                new RuleCondition(
                        patterns(fields.object("exact")),
                        patterns(fields.object("phrases")),
                        patterns(fields.object("keywords")),
                        fields.list("intents", MAX_INTENTS, element -> intent(fields, element)),
                        fields.whole("maxWords", 0, 1_000, 0),
                        fields.flag("open"));
        if (condition.languages().isEmpty() && condition.intents().isEmpty()) {
            fields.error(
                    fields.pathOf("exact"),
                    "or phrases or keywords must have a pattern, or intents a name");
        }
        if (condition.open() != null && hours == null) {
            fields.error(fields.pathOf("open"), "needs openingHours");
        }
        fields.refuseOthers();
        return condition;
    }

    private static String intent(FieldReader fields, Element element) {
        String name = fields.text(element.value(), element.path(), 1, 100);
        if (!name.isBlank() && !INTENT.matcher(name).matches()) {
            fields.error(element.path(), "must be the name of an intent, such as ORDER_STATUS");
        }
        return name;
    }

    private static Map<String, List<String>> patterns(FieldReader languages) {
        return languages.entries(
                MAX_LANGUAGES,
                element -> {
                    checkLanguage(languages, element);
                    return languages.elements(
                            element.value(),
                            element.path(),
                            MAX_PATTERNS,
                            pattern -> pattern(languages, pattern));
                });
    }

    private static String pattern(FieldReader fields, Element element) {
        String pattern = fields.text(element.value(), element.path(), 1, 200);
        if (!pattern.isBlank() && pattern.codePoints().noneMatch(Character::isLetterOrDigit)) {
            fields.error(element.path(), "must contain a letter or a digit");
        }
        return pattern;
    }

    private static void checkLanguage(FieldReader fields, Element element) {
        String tag = element.path().substring(element.path().lastIndexOf('.') + 1);
        if (!LANGUAGE.matcher(tag).matches()) {
            fields.error(element.path(), "must be named by " + LANGUAGE_FORM);
        }
    }

    private static void checkVariables(
            FieldReader fields,
            LocalText reply,
            Map<String, String> variables,
            @Nullable OpeningHours hours) {
        Set<String> known = new HashSet<>(variables.keySet());
        known.add(RuleBook.ASSISTANT);
        if (hours != null) {
            known.addAll(RuleBook.builtInVariables());
        }
        reply.byLanguage()
                .forEach(
                        (language, text) ->
                                new ReplyTemplate(text)
                                        .required().stream()
                                                .filter(name -> !known.contains(name))
                                                .forEach(
                                                        name ->
                                                                fields.error(
                                                                        fields.pathOf("reply")
                                                                                + "."
                                                                                + language,
                                                                        unknownVariable(name))));
    }

    private static String unknownVariable(String name) {
        return "uses {%s}, which has no value: define it in variables, or give it a text to fall"
                        .formatted(name)
                + " back on, as in {%s|there}".formatted(name);
    }

    private static Map<String, String> variables(FieldReader fields) {
        Map<String, String> variables =
                fields.entries(
                        100, element -> fields.text(element.value(), element.path(), 1, 1_000));
        for (String name : variables.keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                fields.error(
                        fields.pathOf(name), "must be named by lower-case letters, digits and _");
            } else if (RuleBook.builtInVariables().contains(name)) {
                fields.error(fields.pathOf(name), "is built in");
            }
        }
        return variables;
    }

    private static OpeningHours hours(FieldReader fields) {
        ZoneId zone = zone(fields);
        FieldReader week = fields.object("week");
        Map<DayOfWeek, List<Interval>> open = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Interval> intervals =
                    week
                            .list(
                                    day.name().toLowerCase(Locale.ROOT),
                                    10,
                                    element -> interval(week, element))
                            .stream()
                            .filter(Objects::nonNull)
                            .sorted(Comparator.comparingInt(Interval::from))
                            .toList();
            if (!intervals.isEmpty()) {
                open.put(day, intervals);
            }
        }
        week.refuseOthers();
        Set<LocalDate> closed =
                fields.list("closed", 400, element -> date(fields, element)).stream()
                        .collect(Collectors.toSet());
        fields.refuseOthers();
        return new OpeningHours(zone, open, closed);
    }

    private static ZoneId zone(FieldReader fields) {
        String name = fields.text("timeZone", 60, null);
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            fields.error(fields.pathOf("timeZone"), "must be a time zone such as Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }

    private static @Nullable Interval interval(FieldReader fields, Element element) {
        Matcher matcher = INTERVAL.matcher(fields.text(element.value(), element.path(), 1, 20));
        if (matcher.matches()) {
            int from = minute(matcher.group(1), matcher.group(2));
            int to = minute(matcher.group(3), matcher.group(4));
            if (from < to && to <= 24 * 60) {
                return new Interval(from, to);
            }
        }
        fields.error(
                element.path(),
                "must be hours of one day such as 09:00-18:30; past midnight needs two entries");
        return null;
    }

    private static int minute(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }

    private static LocalDate date(FieldReader fields, Element element) {
        try {
            return LocalDate.parse(fields.text(element.value(), element.path(), 1, 20));
        } catch (DateTimeException e) {
            fields.error(element.path(), "must be a date such as 2026-12-25");
            return LocalDate.EPOCH;
        }
    }
}
