package dev.repartee.knowledge.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.vector.FakeServer.Call;
import dev.repartee.knowledge.vector.FakeServer.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings and re-ranking over HTTP. */
final class EndpointsTest {

    private static Reply embeddings(Call call) {
        List<String> data = new ArrayList<>();
        for (int i = 0; i < call.body().path("input").size(); i++) {
            int length = call.body().path("input").path(i).asString("").length();
            data.add("{\"index\":%d,\"embedding\":[%d,1]}".formatted(i, length));
        }
        Collections.reverse(data);
        return Reply.ok("{\"data\":[" + String.join(",", data) + "]}");
    }

    @Test
    void embedsInBatchesAndKeepsTheOrder() throws IOException {
        try (FakeServer server = new FakeServer(EndpointsTest::embeddings)) {
            var embedder = new EndpointEmbedder(server.endpoint(1), 2);
            assertThat(embedder.embed(List.of("a", "bb", "ccc")))
                    .containsExactly(new float[] {1, 1}, new float[] {2, 1}, new float[] {3, 1});
            assertThat(server.calls())
                    .hasSize(2)
                    .allSatisfy(
                            call -> {
                                assertThat(call.path()).isEqualTo("/embeddings");
                                assertThat(call.key()).isEqualTo("Bearer s3cret");
                                assertThat(call.body().path("model").asString()).isEqualTo("small");
                            });
        }
    }

    @Test
    void remembersQuestions() throws IOException {
        try (FakeServer server = new FakeServer(EndpointsTest::embeddings)) {
            var embedder = new CachedEmbedder(new EndpointEmbedder(server.endpoint(1), 8), 2);
            embedder.embed(List.of("a", "bb"));
            assertThat(embedder.embed(List.of("bb", "a")))
                    .containsExactly(new float[] {2, 1}, new float[] {1, 1});
            assertThat(server.calls()).hasSize(1);
            embedder.embed(List.of("ccc"));
            embedder.embed(List.of("bb"));
            assertThat(server.calls()).hasSize(3);
        }
    }

    @Test
    void triesAgainWhatMaySucceedLater() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (FakeServer server =
                new FakeServer(
                        call ->
                                calls.incrementAndGet() == 1
                                        ? new Reply(429, "", "0")
                                        : embeddings(call))) {
            assertThat(new EndpointEmbedder(server.endpoint(2), 8).embed(List.of("a"))).hasSize(1);
        }
    }

    @Test
    void saysWhoIsToBlame() throws IOException {
        try (FakeServer server = new FakeServer(call -> new Reply(401, "{}", ""))) {
            assertFailure(server, ErrorCode.MODEL_REFUSED);
            assertThat(server.calls()).hasSize(1);
        }
        try (FakeServer server = new FakeServer(call -> new Reply(503, "", ""))) {
            assertFailure(server, ErrorCode.MODEL_UNAVAILABLE);
            assertThat(server.calls()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "{\"data\":[{\"index\":7,\"embedding\":[1]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[0,0]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[\"x\"]}]}"
            })
    void believesNoOddAnswer(String json) throws IOException {
        try (FakeServer server = new FakeServer(call -> Reply.ok(json))) {
            assertFailure(server, ErrorCode.MODEL_REFUSED);
        }
    }

    @Test
    void ordersByTheModelAndKeepsWhatItForgets() throws IOException {
        String json =
                "{\"results\":[{\"index\":2,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.1},"
                        + "{\"index\":9,\"relevance_score\":1}]}";
        try (FakeServer server = new FakeServer(call -> Reply.ok(json))) {
            assertThat(new EndpointReranker(server.endpoint(1)).order("q", List.of("a", "b", "c")))
                    .containsExactly(2, 0, 1);
            assertThat(server.calls().getFirst().body().path("query").asString()).isEqualTo("q");
        }
    }

    @Test
    void fusesRankingsByTheirRanks() {
        assertThat(RankFusion.fuse(List.of(List.of("a", "b", "c"), List.of("c", "a"))))
                .containsExactly("a", "c", "b");
        assertThat(RankFusion.fuse(List.<List<String>>of(List.of("a", "b"), List.of())))
                .containsExactly("a", "b");
    }

    private static void assertFailure(FakeServer server, ErrorCode code) {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> new EndpointEmbedder(server.endpoint(2), 8).embed(List.of("a")))
                .satisfies(
                        failure -> {
                            assertThat(failure.code()).isEqualTo(code);
                            assertThat(failure.getMessage()).doesNotContain("s3cret");
                        });
    }
}
