package dev.repartee.language.intent;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.intent.vector.FeatureVector;
import dev.repartee.language.intent.vector.Words;
import dev.repartee.language.token.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an {@link IntentTrainer} has learnt. Ranking takes some tens of microseconds and bounded
 * work however long the text. Immutable and thread-safe.
 */
public final class IntentModel {

    private static final int TOP = 5;

    /** The share of understood messages that may be taken for strange ones. */
    private static final double STRANGE = 0.05;

    private final List<String> intents;
    private final Ensemble ensemble;
    private final Calibration calibration;

    IntentModel(List<String> intents, Ensemble ensemble, Calibration calibration) {
        this.intents = List.copyOf(intents);
        this.ensemble = ensemble;
        this.calibration = calibration;
    }

    /** The intents that it tells apart, sorted. */
    public List<String> intents() {
        return intents;
    }

    /**
     * Ranks the intents by how likely the message has them. A message is out of scope when it looks
     * stranger than 95 % of the messages that the model understood in calibration, or has no word.
     */
    public IntentRanking rank(String text) {
        List<Token> words = Words.of(text);
        FeatureVector vector = ensemble.space().vector(words);
        Reading reading = ensemble.read(vector);
        double scope = vector.size() == 0 ? 0 : calibration.scope(reading);
        return new IntentRanking(top(reading), scope < STRANGE || vector.size() == 0, scope);
    }

    /**
     * Says which words speak for an intent, in the order of the text: each is left out in turn.
     * Costs about as much as ranking once per word.
     *
     * @throws IllegalArgumentException when the model has no such intent
     */
    public List<WordEvidence> explain(String text, String intent) {
        int number = intents.indexOf(intent);
        if (number < 0) {
            throw new IllegalArgumentException("the model has no such intent");
        }
        List<Token> words = Words.of(text);
        double whole = logOdds(words, number);
        List<WordEvidence> evidence = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            List<Token> others = new ArrayList<>(words);
            Token word = others.remove(i);
            evidence.add(
                    new WordEvidence(word.start(), word.end(), whole - logOdds(others, number)));
        }
        return evidence;
    }

    private double logOdds(List<Token> words, int intent) {
        Reading reading = ensemble.read(ensemble.space().vector(words));
        double chance = reading.confidences(calibration.temperature())[intent];
        double bounded = Math.clamp(chance, 1e-6, 1 - 1e-6);
        return Math.log(bounded / (1 - bounded));
    }

    private List<ScoredIntent> top(Reading reading) {
        float[] confidences = reading.confidences(calibration.temperature());
        int[] best = new int[Math.min(TOP, confidences.length)];
        int found = 0;
        for (int intent = 0; intent < confidences.length; intent++) {
            int place = found;
            while (place > 0 && confidences[best[place - 1]] < confidences[intent]) {
                place--;
            }
            if (place < best.length) {
                found = Math.min(found + 1, best.length);
                System.arraycopy(best, place, best, place + 1, found - place - 1);
                best[place] = intent;
            }
        }
        return Arrays.stream(best)
                .mapToObj(intent -> new ScoredIntent(intents.get(intent), confidences[intent]))
                .toList();
    }

    /** Writes the model, so that {@link #readFrom} reads it back; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        ModelFile.write(
                out,
                data -> {
                    data.writeInt(intents.size());
                    for (String intent : intents) {
                        data.writeUTF(intent);
                    }
                    calibration.writeTo(data);
                    ensemble.writeTo(data);
                });
    }

    /**
     * Reads a model that {@link #writeTo} wrote; the stream stays open.
     *
     * @throws ReparteeException {@code INVALID_FIELD} when these are not the bytes of a model, or
     *     are damaged, or of a version that this code doesn't know
     * @throws IOException when the stream fails
     */
    public static IntentModel readFrom(InputStream in) throws IOException {
        return ModelFile.read(
                in,
                data -> {
                    int size = data.readInt();
                    if (size < 2) {
                        throw new IOException("a model can't have %d intents".formatted(size));
                    }
                    List<String> intents = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        intents.add(data.readUTF());
                    }
                    Calibration calibration = Calibration.readFrom(data);
                    return new IntentModel(
                            intents, Ensemble.readFrom(data, intents.size()), calibration);
                });
    }
}
