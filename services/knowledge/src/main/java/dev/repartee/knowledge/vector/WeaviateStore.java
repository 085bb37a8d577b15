package dev.repartee.knowledge.vector;

import dev.repartee.contract.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Vectors in Weaviate, over its REST and GraphQL interfaces (1.2x). */
public final class WeaviateStore implements VectorStore {

    private static final String COLLECTION = "ReparteePiece";
    private static final int BATCH = 100;

    private final JsonHttp http;
    private volatile boolean prepared;

    public WeaviateStore(Endpoint endpoint) {
        this.http = JsonHttp.bearer(endpoint);
    }

    @Override
    public String name() {
        return "weaviate";
    }

    @Override
    public void replace(Scope scope, String documentId, List<Piece> pieces) {
        prepare();
        delete(scope, documentId);
        for (int from = 0; from < pieces.size(); from += BATCH) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            ArrayNode objects = body.putArray("objects");
            for (Piece piece : pieces.subList(from, Math.min(pieces.size(), from + BATCH))) {
                ObjectNode object = objects.addObject();
                object.put("class", COLLECTION);
                object.put("id", id(scope, documentId, piece));
                ObjectNode properties = object.putObject("properties");
                properties.put("scope", scope.key());
                properties.put("documentId", documentId);
                properties.put("startAt", piece.start());
                properties.put("endAt", piece.end());
                Vectors.write(object.putArray("vector"), piece.vector());
            }
            for (JsonNode stored : http.post("/v1/batch/objects", body)) {
                if (stored.path("result").path("status").asString("SUCCESS").equals("FAILED")) {
                    throw http.failure(ErrorCode.MODEL_REFUSED, "refused a vector", null);
                }
            }
        }
    }

    @Override
    public void delete(Scope scope, String documentId) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode match = body.putObject("match");
        match.put("class", COLLECTION);
        ObjectNode where = match.putObject("where");
        where.put("operator", "And");
        ArrayNode operands = where.putArray("operands");
        equal(operands.addObject(), "scope", scope.key());
        equal(operands.addObject(), "documentId", documentId);
        // One call removes at most as many as the server allows; it says how many matched.
        JsonNode results;
        do {
            results = http.call("DELETE", "/v1/batch/objects", body).path("results");
        } while (results.path("successful").asLong(0) > 0
                && results.path("matches").asLong(0) > results.path("successful").asLong(0));
    }

    @Override
    public List<Hit> nearest(Scope scope, float[] vector, int limit) {
        prepare();
        String query =
                """
                { Get { %s(nearVector: {vector: %s}, limit: %d,
                  where: {path: ["scope"], operator: Equal, valueText: %s})
                  { documentId startAt endAt _additional { distance } } } }
                """
                        .formatted(
                                COLLECTION,
                                PgVectorStore.literal(vector),
                                limit,
                                JsonMapper.shared().writeValueAsString(scope.key()));
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("query", query);
        JsonNode answer = http.post("/v1/graphql", body);
        if (answer.path("errors").size() > 0) {
            throw http.failure(ErrorCode.MODEL_REFUSED, "refused the search", null);
        }
        List<Hit> hits = new ArrayList<>();
        for (JsonNode each : answer.path("data").path("Get").path(COLLECTION)) {
            hits.add(
                    new Hit(
                            each.path("documentId").asString(""),
                            each.path("startAt").asInt(0),
                            each.path("endAt").asInt(0),
                            1 - each.path("_additional").path("distance").asDouble(2)));
        }
        return hits;
    }

    private void prepare() {
        if (prepared) {
            return;
        }
        boolean known = false;
        for (JsonNode each : http.call("GET", "/v1/schema", null).path("classes")) {
            known |= each.path("class").asString("").equals(COLLECTION);
        }
        if (!known) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.put("class", COLLECTION);
            body.put("vectorizer", "none");
            body.putObject("vectorIndexConfig").put("distance", "cosine");
            ArrayNode properties = body.putArray("properties");
            property(properties, "scope", "text");
            property(properties, "documentId", "text");
            property(properties, "startAt", "int");
            property(properties, "endAt", "int");
            http.post("/v1/schema", body);
        }
        prepared = true;
    }

    /** Ids are compared as a whole, not word by word. */
    private static void property(ArrayNode properties, String name, String type) {
        ObjectNode property = properties.addObject();
        property.put("name", name);
        property.putArray("dataType").add(type);
        if (type.equals("text")) {
            property.put("tokenization", "field");
        }
    }

    private static void equal(ObjectNode operand, String property, String value) {
        operand.putArray("path").add(property);
        operand.put("operator", "Equal");
        operand.put("valueText", value);
    }

    private static String id(Scope scope, String documentId, Piece piece) {
        String name = scope.key() + "/" + documentId + "/" + piece.start();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
