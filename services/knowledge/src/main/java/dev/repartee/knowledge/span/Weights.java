package dev.repartee.knowledge.span;

import dev.repartee.knowledge.ranking.AnswerKind;
import dev.repartee.knowledge.text.WordList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How much each sign counts; one set for all languages. */
final class Weights {

    private static final Map<Sign, Double> SIGNS = new EnumMap<>(Sign.class);
    private static final Map<String, Double> SHAPES = new HashMap<>();

    static {
        WordList.read(
                Weights.class,
                "span-weights.txt",
                (name, value) -> {
                    double weight = Double.parseDouble(value.getFirst());
                    if (name.indexOf('.') > 0) {
                        SHAPES.put(name, weight);
                    } else {
                        SIGNS.put(Sign.valueOf(name.toUpperCase(Locale.ROOT)), weight);
                    }
                });
    }

    private Weights() {}

    static double of(Sign sign) {
        return SIGNS.getOrDefault(sign, 0.0);
    }

    /** Of a shape, for a kind that is asked for. */
    static double of(AnswerKind kind, Shape shape) {
        return SHAPES.getOrDefault(name(kind, shape.name()), 0.0);
    }

    /** Of a fifth of the number of words, for a kind that is asked for. */
    static double ofLength(AnswerKind kind) {
        return SHAPES.getOrDefault(name(kind, "length"), 0.0);
    }

    private static String name(AnswerKind kind, String what) {
        return kind.name().toLowerCase(Locale.ROOT) + "." + what.toLowerCase(Locale.ROOT);
    }
}
