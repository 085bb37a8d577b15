package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.ControlClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assistants over HTTP. */
class AssistantApiTest extends ControlTest {

    @Test
    void anAssistantIsCreatedReadReplacedAndDeleted() throws Exception {
        String path = "/api/v1/assistants/guide";
        assertThat(client.put(path, "{\"name\":\"Guide\"}").status()).isEqualTo(201);
        Answer read = client.call("GET", path, "key-a", null);
        assertThat(read.body().path("name").asString()).isEqualTo("Guide");
        assertThat(read.etag()).contains("\"1\"");
        assertThat(client.put(path, "{\"name\":\"Other\"}").status()).isEqualTo(200);
        assertThat(client.call("GET", path, "key-a", null).etag()).contains("\"2\"");
        assertThat(client.call("DELETE", path, "key-a", null).status()).isEqualTo(204);
        Answer gone = client.call("GET", path, "key-a", null);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.code()).isEqualTo("unknown_assistant");
    }

    @Test
    void anotherTenantSeesNothing() throws Exception {
        client.put("/api/v1/assistants/secret-one", "{\"name\":\"S\"}");
        assertThat(client.call("GET", "/api/v1/assistants/secret-one", "key-b", null).status())
                .isEqualTo(404);
        assertThat(client.call("DELETE", "/api/v1/assistants/secret-one", "key-b", null).status())
                .isEqualTo(404);
        assertThat(client.call("GET", "/api/v1/assistants", "key-b", null).body().toString())
                .doesNotContain("secret-one");
    }

    @Test
    void anIdIsCreatedOnce() throws Exception {
        String body = "{\"id\":\"twice\",\"name\":\"T\"}";
        assertThat(client.call("POST", "/api/v1/assistants", "key-a", body).status())
                .isEqualTo(201);
        Answer again = client.call("POST", "/api/v1/assistants", "key-a", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("version_conflict");
    }

    @Test
    void everyWrongFieldIsNamed() throws Exception {
        Answer answer =
                client.put(
                        "/api/v1/assistants/wrong",
                        "{\"name\":7,\"modle\":{},\"model\":{\"temperature\":9}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").toString())
                .contains("name")
                .contains("modle")
                .contains("temperature");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{`, 400, malformed_json",
                "`[]`, 400, invalid_field",
                "`{\"id\":\"another\"}`, 400, invalid_field"
            })
    void badBodiesAreRefused(String body, int status, String code) throws Exception {
        Answer answer = client.put("/api/v1/assistants/bad", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void badIdsAndMethodsAreRefused() throws Exception {
        assertThat(client.put("/api/v1/assistants/UPPER", "{}").code())
                .isIn("invalid_id", "invalid_field");
        assertThat(client.call("PATCH", "/api/v1/assistants/guide", "key-a", "{}").status())
                .isEqualTo(405);
        assertThat(client.call("GET", "/api/v1/nothing", "key-a", null).status()).isEqualTo(404);
    }
}
