package dev.repartee.language.evaluation;

import dev.repartee.language.dataset.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Divides examples. The same seed divides the same examples in the same way. */
public final class Splits {

    /** Examples to learn from and others to be measured with. */
    public record Split(List<Example> train, List<Example> test) {}

    private Splits() {}

    /**
     * Deals the examples into parts with about the same share of each intent, each of which is the
     * test once.
     *
     * @throws IllegalArgumentException when there are fewer than two parts, or fewer examples than
     *     parts
     */
    public static List<Split> folds(List<Example> examples, int parts, long seed) {
        if (parts < 2 || parts > examples.size()) {
            throw new IllegalArgumentException(
                    "%d examples can't be dealt into %d parts".formatted(examples.size(), parts));
        }
        List<Split> splits = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            splits.add(new Split(new ArrayList<>(), new ArrayList<>()));
        }
        int next = 0;
        for (List<Example> ofIntent : byIntent(examples, seed).values()) {
            for (Example example : ofIntent) {
                int held = next++ % parts;
                for (int part = 0; part < parts; part++) {
                    Split split = splits.get(part);
                    (part == held ? split.test() : split.train()).add(example);
                }
            }
        }
        return splits;
    }

    /** Draws at most so many examples of each intent. */
    public static List<Example> few(List<Example> examples, int ofEach, long seed) {
        return byIntent(examples, seed).values().stream()
                .flatMap(ofIntent -> ofIntent.stream().limit(ofEach))
                .toList();
    }

    /** Draws so many intents. */
    public static Set<String> intents(List<Example> examples, int count, long seed) {
        List<String> names =
                new ArrayList<>(
                        examples.stream().map(Example::intent).distinct().sorted().toList());
        Collections.shuffle(names, new Random(seed));
        return names.stream().limit(count).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, List<Example>> byIntent(List<Example> examples, long seed) {
        Map<String, List<Example>> byIntent = new TreeMap<>();
        for (Example example : examples) {
            byIntent.computeIfAbsent(example.intent(), unused -> new ArrayList<>()).add(example);
        }
        Map<String, List<Example>> shuffled = new TreeMap<>(new HashMap<>(byIntent));
        shuffled.values().forEach(ofIntent -> Collections.shuffle(ofIntent, new Random(seed)));
        return shuffled;
    }
}
