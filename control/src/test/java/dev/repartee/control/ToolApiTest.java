package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.control.ControlClient.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools over HTTP. */
class ToolApiTest extends ControlTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aToolIsConfiguredTriedAuditedAndDeletedAndItsSecretNeverShown() throws Exception {
        client.put("/api/v1/assistants/clerk", "{\"name\":\"C\"}");
        String path = "/api/v1/assistants/clerk/tools/order_status";
        String definition =
                """
                {"type": "http", "description": "Says where an order is", "method": "GET",
                 "url": "http://127.0.0.1:%d/orders/{id}",
                 "parameters": {"type": "object", "required": ["id"],
                                "properties": {"id": {"type": "string", "maxLength": 20}}},
                 "headers": {"Authorization": "Bearer ${token}"}, "secrets": {"token": "s3cret-t0ken"}}
                """
                        .formatted(running.shopPort());
        assertThat(client.put(path, definition).status()).isEqualTo(201);
        Answer read = client.call("GET", path, "key-a", null);
        assertThat(read.body().toString()).contains("order_status").doesNotContain("s3cret-t0ken");
        assertThat(read.body().path("secretNames").toString()).isEqualTo("[\"token\"]");
        assertThat(client.call("GET", path, "key-b", null).status()).isEqualTo(404);

        Answer tried =
                client.call("POST", path + "/try", "key-a", "{\"arguments\":{\"id\":\"../A 7\"}}");
        assertThat(tried.body().path("outcome").asString()).isEqualTo("done");
        assertThat(tried.body().path("text").asString())
                .contains("/orders/..%2FA%207", "Bearer s3cret-t0ken");
        Answer wrong = client.call("POST", path + "/try", "key-a", "{\"arguments\":{\"id\":7}}");
        assertThat(wrong.body().path("outcome").asString()).isEqualTo("refused");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                client.call(
                                                                "GET",
                                                                "/api/v1/assistants/clerk/tools/calls",
                                                                "key-a",
                                                                null)
                                                        .body()
                                                        .path("calls")
                                                        .size())
                                        .isEqualTo(2));
        assertThat(client.call("DELETE", path, "key-a", null).status()).isEqualTo(204);
        assertThat(client.call("GET", path, "key-a", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"http://127.0.0.1:22/\"}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"http://{host}/\"}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"http://2130706433/\"}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"file:///etc/passwd\"}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"https://x.example/{id}\"}",
                "{\"type\":\"mcp\",\"url\":\"https://x.example/mcp\"}",
                "{\"type\":\"http\",\"url\":\"https://x.example/\"}",
                "{\"type\":\"ftp\",\"description\":\"d\",\"url\":\"https://x.example/\"}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"https://x.example/\",\"headers\":{\"Host\":\"y\"}}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"https://x.example/\",\"headers\":{\"A\":\"${no}\"}}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"https://x.example/\",\"parameters\":{\"type\":\"object\",\"$ref\":\"http://x\"}}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"https://x.example/\",\"timeoutSeconds\":900}",
                "{\"type\":\"http\",\"description\":\"d\",\"url\":\"https://x.example/\",\"secrets\":7}"
            })
    void aToolThatCouldNotBeCalledSafelyIsRefused(String definition) throws Exception {
        client.put("/api/v1/assistants/clerk2", "{\"name\":\"C\"}");
        Answer answer = client.put("/api/v1/assistants/clerk2/tools/bad", definition);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_field");
    }
}
