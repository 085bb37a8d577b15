package dev.repartee.training.encoder;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One training's use of an encoder: each example is encoded once; how much vectors count beside
 * words is chosen by what both say about examples that were held out. One thread at a time.
 */
public final class Encoding {

    private static final List<Double> WEIGHTS = List.of(0.2, 0.35, 0.5, 0.65, 0.8);
    private static final List<Double> TEMPERATURES = List.of(0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0);

    private final TextEncoder encoder;
    private final Map<String, float[]> vectors = new HashMap<>();
    private final List<HeldOut> heldOut = new ArrayList<>();

    private record HeldOut(String intent, IntentRanking byWords, Map<String, Double> byVector) {

        double loss(Blend.Mix mix) {
            double chance =
                    mix.of(byWords, byVector).top().stream()
                            .filter(scored -> scored.intent().equals(intent))
                            .mapToDouble(ScoredIntent::confidence)
                            .findFirst()
                            .orElse(0);
            return -Math.log(Math.max(chance, 1e-3));
        }
    }

    /** What a fold's examples taught about vectors. */
    public final class Fold {

        private final EncodedIntents head;

        private Fold(EncodedIntents head) {
            this.head = head;
        }

        /** Notes what words say about an example that was held out of this fold. */
        public void ask(Example example, IntentRanking byWords) {
            heldOut.add(new HeldOut(example.intent(), byWords, head.chances(vector(example))));
        }
    }

    /** What was held out, as both together rank it. */
    @FunctionalInterface
    public interface Judge {
        void note(String intent, IntentRanking ranking);
    }

    private Encoding(TextEncoder encoder) {
        this.encoder = encoder;
    }

    /** Encodes all examples. */
    public static Encoding of(
            TextEncoder encoder, List<Example> examples, TrainingProgress progress) {
        Encoding encoding = new Encoding(encoder);
        for (int i = 0; i < examples.size(); i++) {
            progress.reached("encoding", (double) i / examples.size());
            encoding.vectors.computeIfAbsent(examples.get(i).text(), encoder::encode);
        }
        return encoding;
    }

    /** Learns from the examples of a fold. */
    public Fold learn(List<Example> examples) {
        return new Fold(head(examples));
    }

    /** Learns from all examples, and joins it as did best with what was held out. */
    public Blend blend(List<Example> examples, Judge judge) {
        Blend.Mix best = best();
        heldOut.forEach(
                each -> judge.note(each.intent(), best.of(each.byWords(), each.byVector())));
        return new Blend(encoder.id(), best, head(examples));
    }

    private Blend.Mix best() {
        Blend.Mix best = new Blend.Mix(0.5, 1);
        double least = loss(best);
        for (double weight : WEIGHTS) {
            for (double temperature : TEMPERATURES) {
                Blend.Mix mix = new Blend.Mix(weight, temperature);
                double loss = loss(mix);
                if (loss < least) {
                    least = loss;
                    best = mix;
                }
            }
        }
        return best;
    }

    private double loss(Blend.Mix mix) {
        return heldOut.stream().mapToDouble(each -> each.loss(mix)).sum();
    }

    private EncodedIntents head(List<Example> examples) {
        return EncodedIntents.train(
                examples.stream().map(this::vector).toList(),
                examples.stream().map(Example::intent).toList());
    }

    private float[] vector(Example example) {
        return vectors.computeIfAbsent(example.text(), encoder::encode);
    }
}
