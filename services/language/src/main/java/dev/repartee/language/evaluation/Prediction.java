package dev.repartee.language.evaluation;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.intent.IntentModel;
import dev.repartee.language.intent.IntentRanking;
import java.util.List;

/**
 * What a model took a message for.
 *
 * @param expected the intent that the message has; of a message out of scope, one that the model
 *     can't know
 * @param predicted the intent that the model ranks first
 * @param confidence the model's confidence in it, 0 to 1
 * @param scope how sure the model is that the message has one of its intents, 0 to 1
 * @param refused whether the model took the message as out of scope
 */
public record Prediction(
        String expected, String predicted, double confidence, double scope, boolean refused) {

    /** Asks the model about each example. */
    public static List<Prediction> of(IntentModel model, List<Example> examples) {
        return examples.stream().map(example -> of(model, example)).toList();
    }

    private static Prediction of(IntentModel model, Example example) {
        IntentRanking ranking = model.rank(example.text());
        return new Prediction(
                example.intent(),
                ranking.best().intent(),
                ranking.best().confidence(),
                ranking.scope(),
                ranking.outOfScope());
    }

    /** Whether the first intent is the right one. */
    public boolean right() {
        return expected.equals(predicted);
    }
}
