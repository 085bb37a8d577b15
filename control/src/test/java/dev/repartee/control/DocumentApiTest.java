package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.control.ControlClient.Answer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents and uploaded files over HTTP. */
class DocumentApiTest extends ControlTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void documentsAreKeptListedAndDeleted() throws Exception {
        client.put("/api/v1/assistants/reader", "{\"name\":\"R\"}");
        String path = "/api/v1/assistants/reader/documents/hours";
        assertThat(
                        client.put(path, "{\"title\":\"Hours\",\"content\":\"We open at nine.\"}")
                                .status())
                .isEqualTo(201);
        assertThat(client.put(path, "{\"content\":\"We open at ten.\"}").status()).isEqualTo(200);
        assertThat(
                        client.call("GET", "/api/v1/assistants/reader/documents", "key-a", null)
                                .body()
                                .path("documents")
                                .size())
                .isEqualTo(1);
        assertThat(client.call("GET", path, "key-a", null).body().path("content").asString())
                .isEqualTo("We open at ten.");
        assertThat(client.call("DELETE", path, "key-a", null).status()).isEqualTo(204);
        assertThat(client.call("DELETE", path, "key-a", null).status()).isEqualTo(404);
    }

    @Test
    void documentsThatAreNoneAreRefused() throws Exception {
        client.put("/api/v1/assistants/reader", "{\"name\":\"R\"}");
        String path = "/api/v1/assistants/reader/documents/x";
        assertThat(client.put(path, "{\"content\":\"  \"}").code()).isEqualTo("invalid_field");
        assertThat(client.put(path, "{\"content\":\"a\",\"mediaType\":\"image/png\"}").status())
                .isEqualTo(415);
        assertThat(
                        client.put("/api/v1/assistants/nobody/documents/x", "{\"content\":\"a\"}")
                                .code())
                .isEqualTo("unknown_assistant");
    }

    @Test
    void anUploadedFileIsReadAndServedInItsVersions() throws Exception {
        client.put("/api/v1/assistants/library", "{\"name\":\"L\"}");
        String documents = "/api/v1/assistants/library/documents";
        Answer first = client.form(documents, "Price list.pdf", "Lamps cost 9 euros.");
        assertThat(first.status()).isEqualTo(202);
        JsonNode taken = first.body().path("documents").path(0);
        assertThat(taken.path("id").asString()).isEqualTo("price-list.pdf");
        assertThat(taken.path("state").asString()).isEqualTo("queued");
        String path = documents + "/price-list.pdf";
        awaitState(path, "ready", "Lamps cost 9 euros.");

        client.form(documents, "Price list.pdf", "broken");
        awaitState(path, "failed", "Lamps cost 9 euros.");
        assertThat(client.get(path).body().path("failure").path("code").asString())
                .isEqualTo("broken");

        client.send(
                "PUT", path + "?title=Prices", "application/octet-stream", "Lamps cost 10 euros.");
        awaitState(path, "ready", "Lamps cost 10 euros.");
        assertThat(client.get(path).body().path("title").asString()).isEqualTo("Prices");
        assertThat(client.get(path + "/versions").body().path("versions")).hasSize(3);

        assertThat(
                        client.send("POST", path + "/versions/1/restore", "application/json", "")
                                .status())
                .isEqualTo(202);
        awaitState(path, "ready", "Lamps cost 9 euros.");
        assertThat(client.send("POST", path + "/reindex", "application/json", "").status())
                .isEqualTo(202);
        assertThat(client.call("DELETE", path, "key-a", null).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.get(path + "/versions").status()).isEqualTo(404);
    }

    @Test
    void uploadsAreRefusedWithAReason() throws Exception {
        client.put("/api/v1/assistants/library", "{\"name\":\"L\"}");
        String documents = "/api/v1/assistants/library/documents";
        String large = "x".repeat((1 << 20) + 1);
        assertThat(client.form(documents, "a.pdf", large).status()).isEqualTo(413);
        Answer tooLarge = client.send("PUT", documents + "/a", "application/pdf", large);
        assertThat(tooLarge.code()).isEqualTo("body_too_large");
        assertThat(client.form(documents, "???", "x").code()).isEqualTo("invalid_id");
        assertThat(client.form(documents, "a.pdf", "").code()).isEqualTo("invalid_field");
        assertThat(client.form(documents, "a.zip", "PK no archive").code())
                .isEqualTo("invalid_field");
        assertThat(
                        client.send(
                                        "PUT",
                                        documents + "/a",
                                        "application/x-www-form-urlencoded",
                                        "a=b")
                                .status())
                .isEqualTo(415);
        assertThat(client.send("PUT", documents + "/a%20b", "application/pdf", "x").code())
                .isEqualTo("invalid_id");
        assertThat(client.form("/api/v1/assistants/nobody/documents", "a.pdf", "x").code())
                .isEqualTo("unknown_assistant");
        assertThat(
                        client.send("POST", documents + "/a/versions/1/restore", "text/plain", "")
                                .status())
                .isEqualTo(404);
        assertThat(
                        client.send(
                                        "POST",
                                        documents + "/fetch",
                                        "application/json",
                                        "{\"url\":\"x\"}")
                                .code())
                .isEqualTo("invalid_field");
    }

    @Test
    void whatCanNotBeFetchedSaysWhy() throws Exception {
        client.put("/api/v1/assistants/library", "{\"name\":\"L\"}");
        String documents = "/api/v1/assistants/library/documents";
        Answer answer =
                client.send(
                        "POST",
                        documents + "/fetch",
                        "application/json",
                        "{\"url\":\"http://169.254.169.254/secret.html\"}");
        assertThat(answer.status()).isEqualTo(202);
        String path = documents + "/" + answer.body().path("id").asString();
        awaitState(path, "failed", null);
        assertThat(client.get(path).body().path("failure").path("code").asString())
                .isEqualTo("unreachable");
    }

    @Test
    void uploadsOfAnotherTenantAreNotThere() throws Exception {
        client.put("/api/v1/assistants/library", "{\"name\":\"L\"}");
        String documents = "/api/v1/assistants/library/documents";
        client.form(documents, "own.pdf", "Ours.");
        awaitState(documents + "/own.pdf", "ready", "Ours.");
        for (String path : List.of("", "/own.pdf", "/own.pdf/versions")) {
            assertThat(client.call("GET", documents + path, "key-b", null).status()).isEqualTo(404);
        }
        assertThat(client.call("DELETE", documents + "/own.pdf", "key-b", null).status())
                .isEqualTo(404);
        assertThat(client.call("POST", documents + "/own.pdf/reindex", "key-b", null).status())
                .isEqualTo(404);
    }

    private static void awaitState(String path, String state, @Nullable String content) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonNode document = client.get(path).body();
                            assertThat(document.path("state").asString("")).isEqualTo(state);
                            assertThat(document.path("content").asString(null)).isEqualTo(content);
                        });
    }
}
