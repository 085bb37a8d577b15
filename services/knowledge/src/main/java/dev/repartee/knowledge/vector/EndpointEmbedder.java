package dev.repartee.knowledge.vector;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks an endpoint that speaks OpenAI's {@code /embeddings}, in batches. Thread-safe. */
public final class EndpointEmbedder implements Embedder {

    private static final int LONGEST_TEXT = 8_000;

    private final Endpoint endpoint;
    private final int batch;
    private final JsonHttp http;

    /**
     * @param batch most texts in one call
     */
    public EndpointEmbedder(Endpoint endpoint, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1");
        }
        this.endpoint = endpoint;
        this.batch = batch;
        this.http = JsonHttp.bearer(endpoint);
    }

    @Override
    public String model() {
        return endpoint.model();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += batch) {
            List<String> part = texts.subList(from, Math.min(texts.size(), from + batch));
            vectors.addAll(call(part));
        }
        long lengths = vectors.stream().mapToInt(vector -> vector.length).distinct().count();
        if (lengths > 1) {
            throw refused("gave vectors of different lengths");
        }
        return vectors;
    }

    private List<float[]> call(List<String> texts) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("model", endpoint.model());
        body.put("encoding_format", "float");
        ArrayNode input = body.putArray("input");
        texts.forEach(
                text ->
                        input.add(
                                text.length() <= LONGEST_TEXT
                                        ? text
                                        : text.substring(0, LONGEST_TEXT)));
        JsonNode data = http.post("/embeddings", body).path("data");
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < data.size(); i++) {
            int index = data.path(i).path("index").asInt(i);
            if (index < 0 || index >= vectors.length) {
                throw refused("gave a vector for a text that it was not sent");
            }
            vectors[index] = vector(data.path(i).path("embedding"));
        }
        for (float[] vector : vectors) {
            if (vector == null) {
                throw refused("did not give a vector for every text");
            }
        }
        return List.of(vectors);
    }

    private float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        double length = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) numbers.path(i).asDouble(Double.NaN);
            length += vector[i] * vector[i];
        }
        if (vector.length == 0 || !(length > 0) || Double.isInfinite(length)) {
            throw refused("gave something else than vectors of numbers");
        }
        return vector;
    }

    private ReparteeException refused(String what) {
        return http.failure(ErrorCode.MODEL_REFUSED, what, null);
    }
}
