package dev.repartee.knowledge.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.knowledge.vector.FakeServer.Call;
import dev.repartee.knowledge.vector.FakeServer.Reply;
import dev.repartee.knowledge.vector.VectorStore.Hit;
import dev.repartee.knowledge.vector.VectorStore.Piece;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes over the wire to stores outside, as their documentation says it. */
final class OutsideStoresTest {

    private static final Scope SCOPE = new Scope(new TenantId("acme"), new AssistantId("helper"));
    private static final List<Piece> PIECES =
            List.of(new Piece(0, 10, new float[] {1, 0}), new Piece(12, 20, new float[] {0, 1}));

    @Test
    void weaviateGetsObjectsAndIsAskedByGraphQl() throws IOException {
        try (FakeServer server = new FakeServer(OutsideStoresTest::weaviate)) {
            var store = new WeaviateStore(server.endpoint(1));
            store.replace(SCOPE, "manual", PIECES);

            Call schema = call(server, "POST", "/v1/schema");
            assertThat(schema.body().path("vectorizer").asString()).isEqualTo("none");
            Call removal = call(server, "DELETE", "/v1/batch/objects");
            assertThat(removal.body().path("match").path("where").toString())
                    .contains("acme/helper")
                    .contains("manual");
            Call batch = call(server, "POST", "/v1/batch/objects");
            assertThat(batch.body().path("objects")).hasSize(2);
            assertThat(batch.body().path("objects").path(1).path("vector").toString())
                    .isEqualTo("[0.0,1.0]");
            assertThat(batch.body().path("objects").path(0).path("id").asString())
                    .isNotEqualTo(batch.body().path("objects").path(1).path("id").asString());

            assertThat(store.nearest(SCOPE, new float[] {1, 0}, 5))
                    .containsExactly(new Hit("manual", 12, 20, 0.75));
            String query = call(server, "POST", "/v1/graphql").body().path("query").asString();
            assertThat(query)
                    .contains("nearVector: {vector: [1.0,0.0]}")
                    .contains("valueText: \"acme/helper\"");
        }
    }

    private static Reply weaviate(Call call) {
        return switch (call.method() + " " + call.path()) {
            case "GET /v1/schema" -> Reply.ok("{\"classes\":[]}");
            case "DELETE /v1/batch/objects" ->
                    Reply.ok("{\"results\":{\"matches\":0,\"successful\":0}}");
            case "POST /v1/batch/objects" ->
                    Reply.ok("[{\"result\":{\"status\":\"SUCCESS\"}},{\"result\":{}}]");
            case "POST /v1/graphql" ->
                    Reply.ok(
                            "{\"data\":{\"Get\":{\"ReparteePiece\":[{\"documentId\":\"manual\",\"startAt\":12,"
                                    + "\"endAt\":20,\"_additional\":{\"distance\":0.25}}]}}}");
            default -> Reply.ok("{}");
        };
    }

    @Test
    void weaviatesRefusalsAreNotSwallowed() throws IOException {
        try (FakeServer server =
                new FakeServer(
                        call ->
                                call.path().equals("/v1/batch/objects")
                                                && call.method().equals("POST")
                                        ? Reply.ok("[{\"result\":{\"status\":\"FAILED\"}}]")
                                        : Reply.ok("{\"errors\":[{}]}"))) {
            var store = new WeaviateStore(server.endpoint(1));
            assertThatExceptionOfType(ReparteeException.class)
                    .isThrownBy(() -> store.replace(SCOPE, "manual", PIECES));
            assertThatExceptionOfType(ReparteeException.class)
                    .isThrownBy(() -> store.nearest(SCOPE, new float[] {1, 0}, 5));
        }
    }

    @Test
    void pineconeHasANamespaceForEachAssistant() throws IOException {
        try (FakeServer server = new FakeServer(OutsideStoresTest::pinecone)) {
            var store = new PineconeStore(server.endpoint(1));
            store.replace(SCOPE, "manual", PIECES);

            assertThat(server.calls().getFirst().path())
                    .startsWith("/vectors/list?namespace=acme%2Fhelper&prefix=");
            Call removal = call(server, "POST", "/vectors/delete");
            assertThat(removal.body().path("ids").toString()).isEqualTo("[\"old\"]");
            Call upsert = call(server, "POST", "/vectors/upsert");
            assertThat(upsert.key()).isEqualTo("s3cret");
            assertThat(upsert.body().path("namespace").asString()).isEqualTo("acme/helper");
            assertThat(upsert.body().path("vectors")).hasSize(2);

            assertThat(store.nearest(SCOPE, new float[] {1, 0}, 5))
                    .containsExactly(new Hit("manual", 12, 20, 0.75));
        }
    }

    private static Reply pinecone(Call call) {
        if (call.path().startsWith("/vectors/list")) {
            return Reply.ok("{\"vectors\":[{\"id\":\"old\"}],\"pagination\":null}");
        }
        return call.path().equals("/query")
                ? Reply.ok(
                        "{\"matches\":[{\"id\":\"x\",\"score\":0.75,\"metadata\":{\"documentId\":\"manual\","
                                + "\"start\":12,\"end\":20}}]}")
                : Reply.ok("{}");
    }

    @Test
    void pgvectorGetsVectorsAsItWritesThem() {
        assertThat(PgVectorStore.literal(new float[] {1, -2.5f, 0})).isEqualTo("[1.0,-2.5,0.0]");
    }

    private static Call call(FakeServer server, String method, String path) {
        return server.calls().stream()
                .filter(call -> call.method().equals(method) && call.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
