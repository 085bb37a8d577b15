package dev.repartee.knowledge.vector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Vectors in an index of Pinecone, over its data-plane interface: a namespace for each assistant.
 * The index must compare by cosine.
 */
public final class PineconeStore implements VectorStore {

    private static final int BATCH = 100;
    private static final int PAGE = 100;

    private final JsonHttp http;

    /**
     * @param endpoint the index's own host
     */
    public PineconeStore(Endpoint endpoint) {
        this.http =
                new JsonHttp(
                        endpoint,
                        endpoint.apiKey() == null
                                ? Map.of("X-Pinecone-API-Version", "2025-01")
                                : Map.of(
                                        "Api-Key",
                                        endpoint.apiKey().value(),
                                        "X-Pinecone-API-Version",
                                        "2025-01"));
    }

    @Override
    public String name() {
        return "pinecone";
    }

    @Override
    public void replace(Scope scope, String documentId, List<Piece> pieces) {
        delete(scope, documentId);
        for (int from = 0; from < pieces.size(); from += BATCH) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.put("namespace", scope.key());
            ArrayNode vectors = body.putArray("vectors");
            for (Piece piece : pieces.subList(from, Math.min(pieces.size(), from + BATCH))) {
                ObjectNode vector = vectors.addObject();
                vector.put("id", prefix(documentId) + piece.start());
                Vectors.write(vector.putArray("values"), piece.vector());
                ObjectNode metadata = vector.putObject("metadata");
                metadata.put("documentId", documentId);
                metadata.put("start", piece.start());
                metadata.put("end", piece.end());
            }
            http.post("/vectors/upsert", body);
        }
    }

    /** Serverless indexes can't delete by metadata, so that ids are listed by their beginning. */
    @Override
    public void delete(Scope scope, String documentId) {
        String page = "";
        do {
            String path =
                    "/vectors/list?namespace=%s&prefix=%s&limit=%d%s"
                            .formatted(
                                    escaped(scope.key()),
                                    escaped(prefix(documentId)),
                                    PAGE,
                                    page.isEmpty() ? "" : "&paginationToken=" + escaped(page));
            JsonNode listed = http.call("GET", path, null);
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.put("namespace", scope.key());
            ArrayNode ids = body.putArray("ids");
            listed.path("vectors").forEach(vector -> ids.add(vector.path("id").asString("")));
            if (!ids.isEmpty()) {
                http.post("/vectors/delete", body);
            }
            page = listed.path("pagination").path("next").asString("");
        } while (!page.isEmpty());
    }

    @Override
    public List<Hit> nearest(Scope scope, float[] vector, int limit) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("namespace", scope.key());
        body.put("topK", limit);
        body.put("includeMetadata", true);
        Vectors.write(body.putArray("vector"), vector);
        List<Hit> hits = new ArrayList<>();
        for (JsonNode match : http.post("/query", body).path("matches")) {
            JsonNode metadata = match.path("metadata");
            hits.add(
                    new Hit(
                            metadata.path("documentId").asString(""),
                            metadata.path("start").asInt(0),
                            metadata.path("end").asInt(0),
                            match.path("score").asDouble(0)));
        }
        return hits;
    }

    /** One document's ids never begin like another's. */
    private static String prefix(String documentId) {
        byte[] name = documentId.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name) + "#";
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
