package dev.repartee.knowledge.vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets a model order passages: an endpoint with {@code /rerank} as Cohere, Jina and vLLM have it.
 */
public final class EndpointReranker {

    private final Endpoint endpoint;
    private final JsonHttp http;

    public EndpointReranker(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.http = JsonHttp.bearer(endpoint);
    }

    private record Scored(int index, double score) {}

    /**
     * Returns the places of the texts, the best first; texts that the endpoint leaves out come
     * last.
     */
    public List<Integer> order(String question, List<String> texts) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("model", endpoint.model());
        body.put("query", question);
        body.put("top_n", texts.size());
        ArrayNode documents = body.putArray("documents");
        texts.forEach(documents::add);
        List<Scored> scored = new ArrayList<>();
        for (JsonNode result : http.post("/rerank", body).path("results")) {
            int index = result.path("index").asInt(-1);
            if (index >= 0 && index < texts.size()) {
                scored.add(new Scored(index, result.path("relevance_score").asDouble(0)));
            }
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        List<Integer> order = new ArrayList<>();
        scored.stream().map(Scored::index).distinct().forEach(order::add);
        for (int i = 0; i < texts.size(); i++) {
            if (!order.contains(i)) {
                order.add(i);
            }
        }
        return order;
    }
}
