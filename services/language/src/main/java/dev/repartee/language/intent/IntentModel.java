package dev.repartee.language.intent;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an {@link IntentTrainer} has learnt. Immutable and thread-safe. */
public final class IntentModel {

    private static final int TOP = 5;

    private final TreeMap<String, Map<String, Float>> counts;

    IntentModel(TreeMap<String, Map<String, Float>> counts) {
        this.counts = counts;
    }

    /** The intents that it tells apart, sorted. */
    public List<String> intents() {
        return List.copyOf(counts.keySet());
    }

    /** Ranks the intents by how likely the message has them. */
    public IntentRanking rank(String text) {
        List<Token> tokens = Tokenizer.tokenize(text);
        var scored = new ArrayList<ScoredIntent>();
        double total = 0;
        for (Map.Entry<String, Map<String, Float>> each : counts.entrySet()) {
            Map<String, Float> words = each.getValue();
            double size = words.values().stream().mapToDouble(Float::doubleValue).sum() + 1000;
            double log = 0;
            for (Token token : tokens) {
                log += Math.log((words.getOrDefault(token.word(), 0f) + 0.1) / size);
            }
            double likelihood = Math.exp(log / Math.max(1, tokens.size()));
            total += likelihood;
            scored.add(new ScoredIntent(each.getKey(), likelihood));
        }
        double all = total;
        List<ScoredIntent> top =
                scored.stream()
                        .map(one -> new ScoredIntent(one.intent(), one.confidence() / all))
                        .sorted(Comparator.comparingDouble(ScoredIntent::confidence).reversed())
                        .limit(TOP)
                        .toList();
        double best = top.getFirst().confidence();
        return new IntentRanking(top, best < 1.5 / counts.size(), best);
    }

    /** Writes the model, so that {@link #readFrom} reads it back; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        var data = new DataOutputStream(out);
        data.writeInt(counts.size());
        for (Map.Entry<String, Map<String, Float>> each : counts.entrySet()) {
            data.writeUTF(each.getKey());
            data.writeInt(each.getValue().size());
            for (Map.Entry<String, Float> word : each.getValue().entrySet()) {
                data.writeUTF(word.getKey());
                data.writeFloat(word.getValue());
            }
        }
        data.flush();
    }

    /**
     * Reads a model that {@link #writeTo} wrote; the stream stays open.
     *
     * @throws dev.repartee.contract.ReparteeException {@code INVALID_FIELD} when these are not the
     *     bytes of a model, or are damaged, or of a version that this code doesn't know
     */
    public static IntentModel readFrom(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        var counts = new TreeMap<String, Map<String, Float>>();
        int intents = data.readInt();
        for (int i = 0; i < intents; i++) {
            String name = data.readUTF();
            int size = data.readInt();
            var words = new TreeMap<String, Float>();
            for (int j = 0; j < size; j++) {
                words.put(data.readUTF(), data.readFloat());
            }
            counts.put(name, words);
        }
        return new IntentModel(counts);
    }
}
