package dev.repartee.transformer;

import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
import dev.repartee.language.layered.IntentRanker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user's own text classifier: a folder with {@code model.onnx}, {@code tokenizer.json} and {@code
 * config.json}, as Hugging Face's exporters write it. The labels are the {@code id2label} of the
 * configuration. Its confidences are the softmax of its logits, calibrated or not as it was
 * trained. Thread-safe.
 */
public final class OnnxClassifier implements IntentRanker, AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int TOP = 5;
    private static final int LONGEST = 512;

    private final OnnxModel model;
    private final List<String> labels;

    /** A label of this name says that a message wants none of the others. */
    private static final String OUT_OF_SCOPE = "OUT_OF_SCOPE";

    private OnnxClassifier(OnnxModel model, List<String> labels) {
        this.model = model;
        this.labels = labels;
    }

    /**
     * Loads a folder and tries the model once.
     *
     * @throws UnusableModelException saying what is missing or not known
     */
    public static OnnxClassifier load(Path folder) throws UnusableModelException {
        JsonNode config = config(folder);
        List<String> labels = labels(config.path("id2label"));
        OnnxModel model = OnnxModel.load(folder, longest(config));
        try {
            if (!(model.run("hello") instanceof float[] logits) || logits.length != labels.size()) {
                throw new UnusableModelException(
                        "the first output of model.onnx is not one number for each of the %d labels"
                                .formatted(labels.size()));
            }
            return new OnnxClassifier(model, labels);
        } catch (UnusableModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    @Override
    public List<String> intents() {
        return labels.stream().filter(label -> !label.equals(OUT_OF_SCOPE)).toList();
    }

    @Override
    public IntentRanking rank(String text) {
        float[] logits = (float[]) model.run(text);
        double[] shares = softmax(logits);
        List<ScoredIntent> all = new ArrayList<>();
        double strange = 0;
        for (int i = 0; i < shares.length; i++) {
            if (labels.get(i).equals(OUT_OF_SCOPE)) {
                strange = shares[i];
            } else {
                all.add(new ScoredIntent(labels.get(i), shares[i]));
            }
        }
        all.sort(Comparator.comparingDouble(ScoredIntent::confidence).reversed());
        return new IntentRanking(
                all.subList(0, Math.min(TOP, all.size())),
                strange > all.getFirst().confidence(),
                1 - strange);
    }

    @Override
    public void close() {
        model.close();
    }

    static int longest(JsonNode config) {
        int positions = config.path("max_position_embeddings").asInt(LONGEST);
        // Positions of RoBERTa begin after its padding token.
        boolean offset = config.path("model_type").asString("").contains("roberta");
        return Math.clamp(offset ? positions - 2 : positions, 8, LONGEST);
    }

    static JsonNode config(Path folder) throws UnusableModelException {
        try {
            return MAPPER.readTree(Files.readAllBytes(folder.resolve("config.json")));
        } catch (IOException | JacksonException e) {
            throw new UnusableModelException("config.json can't be read: " + e.getMessage(), e);
        }
    }

    private static List<String> labels(JsonNode node) throws UnusableModelException {
        Map<Integer, String> byId = new TreeMap<>();
        try {
            node.properties()
                    .forEach(
                            entry ->
                                    byId.put(
                                            Integer.valueOf(entry.getKey()),
                                            entry.getValue().asString("")));
        } catch (NumberFormatException e) {
            throw new UnusableModelException("config.json has an id2label that is no number", e);
        }
        List<String> labels = List.copyOf(byId.values());
        boolean gaps = byId.keySet().stream().anyMatch(id -> id < 0 || id >= labels.size());
        if (labels.size() < 2 || gaps || labels.stream().anyMatch(String::isBlank)) {
            throw new UnusableModelException(
                    "config.json must have id2label with two labels or more, from 0 on");
        }
        return labels;
    }

    private static double[] softmax(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        double[] shares = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            shares[i] = Math.exp(logits[i] - most);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
