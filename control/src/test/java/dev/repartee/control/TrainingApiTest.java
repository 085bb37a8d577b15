package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.ControlClient.Answer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Training over HTTP. */
class TrainingApiTest extends ControlTest {

    @Test
    void anAssistantIsTrainedActivatedTriedAndRolledBack() throws Exception {
        client.put("/api/v1/assistants/barista", "{\"name\":\"B\"}");
        String nlu = "/api/v1/assistants/barista/nlu";
        Answer examples = client.call("PUT", nlu + "/examples", "key-a", examples("tea", "coffee"));
        assertThat(examples.status()).isEqualTo(200);
        assertThat(examples.body().path("examples").asInt()).isEqualTo(20);
        Answer run = client.call("POST", nlu + "/runs", "key-a", "{\"activate\": true}");
        assertThat(run.status()).isEqualTo(202);
        assertThat(run.body().path("version").asInt()).isEqualTo(1);
        awaitState(nlu + "/runs/1", "succeeded");
        Answer list = client.call("GET", nlu + "/models", "key-a", null);
        assertThat(list.body().path("activeVersion").asInt()).isEqualTo(1);
        assertThat(list.body().at("/models/0/card/intents").toString())
                .isEqualTo("[\"coffee\",\"tea\"]");
        running.models.refresh();
        Answer tried =
                client.call("POST", nlu + "/try", "key-a", "{\"text\": \"tea number 3 please\"}");
        assertThat(tried.body().at("/ranking/0/intent").asString()).isEqualTo("tea");
        assertThat(tried.body().path("model").asString()).isEqualTo("1");
        assertThat(tried.body().path("because").toString()).contains("\"word\":\"tea\"");
        assertThat(client.call("DELETE", nlu + "/models/1", "key-a", null).status()).isEqualTo(409);
        Answer back = client.call("POST", nlu + "/roll-back", "key-a", null);
        assertThat(back.body().path("activeVersion").isNull()).isTrue();
        Answer again = client.call("PUT", nlu + "/active", "key-a", "{\"version\": 1}");
        assertThat(again.body().path("activeVersion").asInt()).isEqualTo(1);
        assertThat(client.call("PUT", nlu + "/active", "key-a", "{\"version\": 9}").status())
                .isEqualTo(404);
        client.call("PUT", nlu + "/active", "key-a", "{\"version\": null}");
        assertThat(client.call("DELETE", nlu + "/models/1", "key-a", null).status()).isEqualTo(204);
        assertThat(client.call("DELETE", nlu + "/examples", "key-a", null).status()).isEqualTo(204);
        assertThat(client.call("GET", nlu + "/examples", "key-a", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`application/yaml`, `intents:\n  a: [x]\n  b: []`, 400, `3`",
                "`application/json`, `{\"intents\": 7}`, 400, `intents`",
                "`text/csv`, `text,intent\nx`, 400, `2`",
                "`application/yaml`, `intents: {a: [x]}`, 400, `two intents`",
                "`image/png`, `x`, 415, `image/png`"
            })
    void examplesThatAreNoneAreRefusedWithTheirLine(
            String type, String body, int status, String cause) throws Exception {
        client.put("/api/v1/assistants/barista", "{\"name\":\"B\"}");
        Answer answer =
                client.send(
                        "PUT",
                        "/api/v1/assistants/barista/nlu/examples",
                        type,
                        body.replace("\\n", "\n"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("detail").asString()).contains(cause);
    }

    @Test
    void whatCanNotBeTrainedIsToldAndNoOtherTenantSeesATraining() throws Exception {
        client.put("/api/v1/assistants/untaught", "{\"name\":\"U\"}");
        String nlu = "/api/v1/assistants/untaught/nlu";
        assertThat(client.call("POST", nlu + "/runs", "key-a", null).status()).isEqualTo(404);
        assertThat(client.call("GET", nlu + "/runs/1", "key-a", null).status()).isEqualTo(404);
        assertThat(client.call("DELETE", nlu + "/runs/1", "key-a", null).status()).isEqualTo(404);
        assertThat(client.call("POST", nlu + "/roll-back", "key-a", null).status()).isEqualTo(409);
        assertThat(client.call("POST", nlu + "/try", "key-a", "{\"text\": \"\"}").code())
                .isEqualTo("invalid_field");
        client.call("PUT", nlu + "/examples", "key-a", examples("tea", "coffee"));
        assertThat(client.call("GET", nlu + "/examples", "key-b", null).status()).isEqualTo(404);
        assertThat(client.call("PUT", nlu + "/examples", "key-b", examples("a", "b")).code())
                .isEqualTo("unknown_assistant");
        assertThat(client.call("GET", nlu + "/models", "key-b", null).body().path("models"))
                .isEmpty();
    }

    private static String examples(String... intents) {
        var examples = JsonMapper.shared().createObjectNode();
        var byIntent = examples.putObject("intents");
        for (String intent : intents) {
            var texts = byIntent.putArray(intent);
            for (int i = 0; i < 10; i++) {
                texts.add("%s number %d please".formatted(intent, i));
            }
        }
        return examples.toString();
    }

    private static void awaitState(String path, String state) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () ->
                                assertThat(
                                                client.call("GET", path, "key-a", null)
                                                        .body()
                                                        .path("state")
                                                        .asString())
                                        .isEqualTo(state));
    }
}
