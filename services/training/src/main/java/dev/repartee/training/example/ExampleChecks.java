package dev.repartee.training.example;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Looks at examples before anything is learnt from them. */
public final class ExampleChecks {

    static final int MOST_EXAMPLES = 200_000;
    private static final int MOST_INTENTS = 2_000;
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_INTENT = 100;
    private static final int FEW = 5;
    private static final int MOST_WARNINGS = 20;

    private ExampleChecks() {}

    /**
     * @throws ReparteeException {@code INVALID_FIELD} saying which example or intent is wrong
     */
    public static void check(List<Example> examples) {
        if (examples.size() > MOST_EXAMPLES) {
            throw invalid("there are more than %,d examples".formatted(MOST_EXAMPLES));
        }
        Map<String, Integer> intents = counts(examples);
        if (intents.size() < 2) {
            throw invalid(
                    "there must be examples of two intents at least, not of " + intents.size());
        }
        if (intents.size() > MOST_INTENTS) {
            throw invalid("there are more than %,d intents".formatted(MOST_INTENTS));
        }
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            if (example.text().length() > LONGEST_TEXT) {
                throw invalid(
                        "example %d, of intent '%s', has more than %,d characters"
                                .formatted(i + 1, example.intent(), LONGEST_TEXT));
            }
            if (example.intent().length() > LONGEST_INTENT) {
                throw invalid(
                        "example %d has an intent of more than %d characters"
                                .formatted(i + 1, LONGEST_INTENT));
            }
        }
    }

    /** What isn't wrong, but makes a model worse. */
    public static List<String> warnings(List<Example> examples) {
        List<String> warnings = new ArrayList<>();
        counts(examples)
                .forEach(
                        (intent, count) -> {
                            if (count < FEW) {
                                warnings.add(
                                        "'%s' has only %d example(s): %d or more are needed to learn it"
                                                .formatted(intent, count, FEW));
                            }
                        });
        Map<String, String> seen = new HashMap<>();
        for (Example example : examples) {
            String folded = example.text().strip().toLowerCase(Locale.ROOT);
            String other = seen.putIfAbsent(folded, example.intent());
            if (other != null && !other.equals(example.intent())) {
                warnings.add(
                        "\"%s\" is an example of both '%s' and '%s'"
                                .formatted(shortened(example.text()), other, example.intent()));
            }
        }
        return warnings.size() <= MOST_WARNINGS
                ? warnings
                : new ArrayList<>(warnings.subList(0, MOST_WARNINGS));
    }

    private static Map<String, Integer> counts(List<Example> examples) {
        Map<String, Integer> counts = new TreeMap<>();
        examples.forEach(example -> counts.merge(example.intent(), 1, Integer::sum));
        return counts;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, detail);
    }
}
