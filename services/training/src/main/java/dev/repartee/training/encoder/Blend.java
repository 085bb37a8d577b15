package dev.repartee.training.encoder;

import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins what words and what an encoder's vector say about a message: the weighted mean of both log
 * probabilities, at a temperature that calibrates it. Immutable.
 */
public final class Blend {

    private static final int TOP = 5;
    private static final double LEAST = 1e-6;

    private final String encoder;
    private final Mix mix;
    private final EncodedIntents head;

    /**
     * How both are joined.
     *
     * @param weight of the vector, 0 to 1
     * @param temperature divides the joint scores
     */
    record Mix(double weight, double temperature) {

        /** The joint ranking; whether it is out of scope is left to the words. */
        IntentRanking of(IntentRanking byWords, Map<String, Double> byVector) {
            Map<String, Double> words = new HashMap<>();
            double rest = 1;
            for (ScoredIntent scored : byWords.top()) {
                words.put(scored.intent(), scored.confidence());
                rest -= scored.confidence();
            }
            int others = Math.max(1, byVector.size() - words.size());
            double other = Math.max(0, rest) / others;
            List<ScoredIntent> joint = new ArrayList<>();
            double sum = 0;
            for (Map.Entry<String, Double> each : byVector.entrySet()) {
                double score =
                        (1 - weight) * log(words.getOrDefault(each.getKey(), other))
                                + weight * log(each.getValue());
                double share = Math.exp(score / temperature);
                sum += share;
                joint.add(new ScoredIntent(each.getKey(), share));
            }
            double all = sum;
            List<ScoredIntent> top =
                    joint.stream()
                            .sorted(
                                    Comparator.comparingDouble(ScoredIntent::confidence)
                                            .reversed()
                                            .thenComparing(ScoredIntent::intent))
                            .limit(TOP)
                            .map(each -> new ScoredIntent(each.intent(), each.confidence() / all))
                            .toList();
            return new IntentRanking(top, byWords.outOfScope(), byWords.scope());
        }

        private static double log(double chance) {
            return Math.log(Math.max(chance, LEAST));
        }
    }

    Blend(String encoder, Mix mix, EncodedIntents head) {
        this.encoder = encoder;
        this.mix = mix;
        this.head = head;
    }

    /** The encoder that this was learnt with; vectors of another one mean nothing here. */
    public String encoder() {
        return encoder;
    }

    /** The joint ranking of a message. */
    public IntentRanking rank(IntentRanking byWords, float[] vector) {
        return mix.of(byWords, head.chances(vector));
    }

    /** Writes it, so that {@link #readFrom} reads it back. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeUTF(encoder);
        out.writeDouble(mix.weight());
        out.writeDouble(mix.temperature());
        head.writeTo(out);
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param limit of bytes that there are
     * @throws IOException when the bytes are none of this
     */
    public static Blend readFrom(DataInput in, long limit) throws IOException {
        String encoder = in.readUTF();
        Mix mix = new Mix(in.readDouble(), in.readDouble());
        if (!(mix.weight() >= 0 && mix.weight() <= 1 && mix.temperature() > 0)) {
            throw new IOException("the weights of an encoder are damaged");
        }
        return new Blend(encoder, mix, EncodedIntents.readFrom(in, limit));
    }
}
