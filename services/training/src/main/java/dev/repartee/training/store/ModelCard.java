package dev.repartee.training.store;

import java.util.List;

/**
 * What a model was trained from and how well it does, measured on examples that it had not seen.
 *
 * @param examples how many examples it learnt from
 * @param outOfScope how many of them are out of scope
 * @param intents what it tells apart, by name
 * @param method how it was measured, for example {@code 5-fold cross-validation}
 * @param accuracy share of messages whose best intent was right
 * @param macroF1 mean over the intents of the F1 measure
 * @param calibrationError expected difference between confidence and accuracy, 0 to 1
 * @param confusions the pairs of intents that were mistaken for each other most often
 * @param seconds what the training took, measuring included
 * @param warnings what the author of the examples should look at
 */
public record ModelCard(
        int examples,
        int outOfScope,
        List<String> intents,
        String method,
        double accuracy,
        double macroF1,
        double calibrationError,
        List<Confusion> confusions,
        double seconds,
        List<String> warnings) {

    /**
     * An intent that was taken for another.
     *
     * @param intent what was meant
     * @param takenFor what was understood
     * @param times how often
     */
    public record Confusion(String intent, String takenFor, int times) {}

    public ModelCard {
        intents = List.copyOf(intents);
        confusions = List.copyOf(confusions);
        warnings = List.copyOf(warnings);
    }
}
