package dev.repartee.language.entity.custom;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.token.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tenant's own entities, compiled: at most {@value #MAX_DEFINITIONS} definitions with {@value
 * #MAX_ITEMS} items in all. Immutable and thread-safe; time is linear in the text.
 */
public final class CustomEntities {

    /** No definition at all. */
    public static final CustomEntities NONE = new CustomEntities(List.of(), List.of());

    static final int MAX_DEFINITIONS = 200;
    static final int MAX_ITEMS = 200_000;
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private final List<PatternFinder> patterns;
    private final List<CatalogueFinder> catalogues;

    private CustomEntities(List<PatternFinder> patterns, List<CatalogueFinder> catalogues) {
        this.patterns = patterns;
        this.catalogues = catalogues;
    }

    /**
     * Compiles definitions; of two that claim the same text the earlier one wins.
     *
     * @throws ReparteeException {@code INVALID_FIELD} when a type is not in lower case letters,
     *     digits and underscores, a pattern is refused, or there is too much of something; the
     *     message names the definition and the cause
     */
    public static CustomEntities of(List<EntityDefinition> definitions) {
        if (definitions.size() > MAX_DEFINITIONS) {
            throw invalid("at most " + MAX_DEFINITIONS + " entities can be defined");
        }
        var patterns = new ArrayList<PatternFinder>();
        var catalogues = new ArrayList<CatalogueFinder>();
        int items = 0;
        for (EntityDefinition definition : definitions) {
            if (!TYPE.matcher(definition.type()).matches()) {
                throw invalid(
                        "an entity's type is up to 64 of a-z, 0-9 and _, and starts with a letter;"
                                + " not '"
                                + definition.type()
                                + "'");
            }
            switch (definition) {
                case EntityDefinition.Pattern pattern ->
                        patterns.add(PatternFinder.compile(pattern));
                case EntityDefinition.Catalogue catalogue -> {
                    items += catalogue.items().size();
                    if (items > MAX_ITEMS) {
                        throw invalid("catalogues can have " + MAX_ITEMS + " items in all");
                    }
                    catalogues.add(new CatalogueFinder(catalogue));
                }
            }
        }
        return new CustomEntities(List.copyOf(patterns), List.copyOf(catalogues));
    }

    /** These and others; where two of a kind claim the same text these win. */
    public CustomEntities before(CustomEntities others) {
        if (isEmpty() || others.isEmpty()) {
            return isEmpty() ? others : this;
        }
        return new CustomEntities(
                joined(patterns, others.patterns), joined(catalogues, others.catalogues));
    }

    private boolean isEmpty() {
        return patterns.isEmpty() && catalogues.isEmpty();
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Finds the entities of a text, the strongest first; they may overlap. */
    public List<CustomSpan> find(String text, List<Token> tokens) {
        var found = new ArrayList<CustomSpan>();
        patterns.forEach(pattern -> found.addAll(longestFirst(pattern.find(text))));
        catalogues.forEach(catalogue -> found.addAll(longestFirst(catalogue.find(text, tokens))));
        return found;
    }

    static ReparteeException invalid(String message) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, message);
    }

    private static List<CustomSpan> longestFirst(List<CustomSpan> spans) {
        return spans.stream()
                .sorted(Comparator.comparingInt((CustomSpan s) -> s.start() - s.end()))
                .toList();
    }
}
