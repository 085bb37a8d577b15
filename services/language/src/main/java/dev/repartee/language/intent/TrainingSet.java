package dev.repartee.language.intent;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Texts and the numbers of their intents.
 *
 * @param intents the names, sorted; an intent's number is its place here
 */
record TrainingSet(List<String> intents, List<String> texts, int[] labels) {

    private static final int MAX_EXAMPLES = 200_000;
    private static final int MAX_INTENTS = 5_000;

    static TrainingSet of(List<Example> examples) {
        if (examples.size() > MAX_EXAMPLES) {
            throw refused(
                    "%d examples are more than the %d that a model learns from"
                            .formatted(examples.size(), MAX_EXAMPLES));
        }
        List<String> intents = examples.stream().map(Example::intent).distinct().sorted().toList();
        if (intents.size() < 2) {
            throw refused("a model needs examples of at least two intents, not " + intents.size());
        }
        if (intents.size() > MAX_INTENTS) {
            throw refused("more than %d intents".formatted(MAX_INTENTS));
        }
        Map<String, Integer> numbers = new HashMap<>();
        intents.forEach(intent -> numbers.put(intent, numbers.size()));
        return new TrainingSet(
                intents,
                examples.stream().map(Example::text).toList(),
                examples.stream().mapToInt(example -> numbers.get(example.intent())).toArray());
    }

    int size() {
        return labels.length;
    }

    /** The examples at some places, with the numbers of the intents as they are. */
    TrainingSet only(List<Integer> places) {
        return new TrainingSet(
                intents,
                places.stream().map(texts::get).toList(),
                places.stream().mapToInt(place -> labels[place]).toArray());
    }

    /** The same and, some times over, each intent's name as if a user had said it. */
    TrainingSet withNames(int times) {
        List<String> more = new ArrayList<>(texts);
        List<Integer> numbers = new ArrayList<>();
        for (int intent = 0; intent < intents.size(); intent++) {
            String words = IntentName.words(intents.get(intent));
            for (int i = 0; i < times && !words.isEmpty(); i++) {
                more.add(words);
                numbers.add(intent);
            }
        }
        int[] all = Arrays.copyOf(labels, more.size());
        for (int i = 0; i < numbers.size(); i++) {
            all[size() + i] = numbers.get(i);
        }
        return new TrainingSet(intents, more, all);
    }

    /**
     * Deals the places of the examples into parts, each with about the same share of each intent.
     */
    List<List<Integer>> dealt(int parts, long seed) {
        List<List<Integer>> byIntent = new ArrayList<>();
        intents.forEach(unused -> byIntent.add(new ArrayList<>()));
        for (int place = 0; place < size(); place++) {
            byIntent.get(labels[place]).add(place);
        }
        List<List<Integer>> dealt = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            dealt.add(new ArrayList<>());
        }
        SplittableRandom random = new SplittableRandom(seed);
        int next = 0;
        for (List<Integer> places : byIntent) {
            for (int left = places.size(); left > 0; left--) {
                dealt.get(next++ % parts).add(places.remove(random.nextInt(left)));
            }
        }
        return dealt;
    }

    private static ReparteeException refused(String cause) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, cause);
    }
}
