package dev.repartee.language.intent;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes an {@link IntentModel} of examples. The same examples always make the same model. */
public final class IntentTrainer {

    /**
     * Learns from examples.
     *
     * @throws ReparteeException {@code INVALID_FIELD} when there is nothing to tell apart: fewer
     *     than two intents
     */
    public IntentModel train(List<Example> examples, TrainingProgress progress) {
        var counts = new TreeMap<String, Map<String, Float>>();
        for (Example example : examples) {
            Map<String, Float> words =
                    counts.computeIfAbsent(example.intent(), unused -> new LinkedHashMap<>());
            for (Token token : Tokenizer.tokenize(example.text())) {
                words.merge(token.word(), 1f, Float::sum);
            }
        }
        if (counts.size() < 2) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "a model needs examples of at least two intents");
        }
        progress.reached("done", 1);
        return new IntentModel(counts);
    }
}
