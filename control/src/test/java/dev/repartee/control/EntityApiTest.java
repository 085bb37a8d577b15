package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.ControlClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tenants' own entities over HTTP, on a real database. */
class EntityApiTest extends ControlTest {

    private static final String SHARED = "/api/v1/entities";
    private static final String OWN = "/api/v1/assistants/outfitter/entities";
    private static final String LIST =
            "{\"items\": [\"trail shoe\", {\"value\": \"TV-1\", \"names\": [\"telly\"]}]}";

    @BeforeAll
    static void prepare() throws Exception {
        client.put("/api/v1/assistants/outfitter", "{\"name\":\"Outfitter\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARED, OWN})
    void anEntityIsDefinedReadListedAndForgotten(String path) throws Exception {
        assertThat(client.call("PUT", path + "/product", "key-a", LIST).status()).isEqualTo(201);
        assertThat(client.call("PUT", path + "/product", "key-a", LIST).status()).isEqualTo(200);
        JsonNode read = client.call("GET", path + "/product", "key-a", null).body();
        assertThat(read.path("type").asString()).isEqualTo("product");
        assertThat(read.path("fuzzy").asBoolean()).isTrue();
        assertThat(read.path("items").toString())
                .isEqualTo("[\"trail shoe\",{\"value\":\"TV-1\",\"names\":[\"telly\"]}]");
        JsonNode listed = client.call("GET", path, "key-a", null).body().path("entities");
        assertThat(listed.path(0).path("kind").asString()).isEqualTo("list");
        assertThat(listed.path(0).path("items").asInt()).isEqualTo(2);
        assertThat(client.call("DELETE", path + "/product", "key-a", null).status()).isEqualTo(204);
        assertThat(client.call("DELETE", path + "/product", "key-a", null).status()).isEqualTo(404);
        assertThat(client.call("GET", path + "/product", "key-a", null).code())
                .isEqualTo("not_found");
    }

    @Test
    void allAreReplacedAtOnceInTheirOrder() throws Exception {
        Answer replaced =
                client.call(
                        "PUT",
                        OWN,
                        "key-a",
                        "{\"sku\": {\"pattern\": \"PRD-\\\\d{4}\"}, \"product\": %s}"
                                .formatted(LIST));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.body().path("entities").valueStream())
                .extracting(entity -> entity.path("type").asString())
                .containsExactly("sku", "product");
        assertThat(client.call("PUT", OWN, "key-a", "{}").body().path("entities")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"pattern\": \"(a+)+\\\\1\"}|back-references are not supported",
                "{\"pattern\": \"((x{900}){900}){900}\"}|refused",
                "{\"pattern\": \"x*\"}|matches the empty text",
                "{\"items\": []}|1 to 50,000",
                "{\"itmes\": [\"x\"]}|either a pattern or items",
                "[]|either a pattern or items",
            })
    void whatCouldHoldUpMessagesOrMeansNothingIsRefused(String body, String cause)
            throws Exception {
        Answer answer = client.call("PUT", SHARED + "/code", "key-a", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_field");
        assertThat(answer.body().path("detail").asString()).contains("'code'", cause);
    }

    @Test
    void whatIsWrongLeavesWhatWasThere() throws Exception {
        client.call("PUT", SHARED + "/kept", "key-a", LIST);
        assertThat(client.call("PUT", SHARED + "/kept", "key-a", "{").code())
                .isEqualTo("malformed_json");
        assertThat(client.call("PUT", SHARED + "/Kept", "key-a", LIST).status()).isEqualTo(400);
        assertThat(client.call("PUT", SHARED, "key-a", "{\"a\": {\"pattern\": \"[\"}}").status())
                .isEqualTo(400);
        assertThat(client.call("GET", SHARED + "/kept", "key-a", null).status()).isEqualTo(200);
        client.call("DELETE", SHARED + "/kept", "key-a", null);
    }

    @Test
    void noOtherTenantAndNoAgentChangesThem() throws Exception {
        client.call("PUT", OWN + "/secret", "key-a", LIST);
        assertThat(client.call("GET", OWN + "/secret", "key-b", null).status()).isEqualTo(404);
        assertThat(client.call("GET", OWN, "key-b", null).body().path("entities")).isEmpty();
        assertThat(client.call("PUT", OWN + "/secret", "key-b", LIST).code())
                .isEqualTo("unknown_assistant");
        assertThat(client.call("DELETE", OWN + "/secret", "key-b", null).status()).isEqualTo(404);
        assertThat(client.call("PUT", OWN + "/secret", "key-a-agent", LIST).status())
                .isEqualTo(403);
        assertThat(client.call("GET", OWN, null, null).status()).isEqualTo(401);
        assertThat(client.call("GET", OWN + "/secret", "key-a", null).status()).isEqualTo(200);
        client.call("DELETE", OWN + "/secret", "key-a", null);
    }

    @Test
    void theOpenApiDocumentHasEveryPathOfUnderstanding() throws Exception {
        JsonNode paths = client.call("GET", "/v3/api-docs", null, null).body().path("paths");
        String nlu = "/api/v1/assistants/{assistantId}/nlu";
        assertThat(paths.propertyNames())
                .contains(
                        nlu + "/examples",
                        nlu + "/runs",
                        nlu + "/runs/{version}",
                        nlu + "/models",
                        nlu + "/models/{version}",
                        nlu + "/active",
                        nlu + "/roll-back",
                        nlu + "/try",
                        SHARED,
                        SHARED + "/{type}",
                        "/api/v1/assistants/{assistantId}/entities",
                        "/api/v1/assistants/{assistantId}/entities/{type}");
        assertThat(paths.path(SHARED + "/{type}").propertyNames())
                .containsExactlyInAnyOrder("get", "put", "delete");
        paths.properties().stream()
                .filter(path -> path.getKey().matches(".*/(nlu|entities)(/.*)?"))
                .forEach(
                        path ->
                                assertThat(path.getValue().properties())
                                        .as(path.getKey())
                                        .allSatisfy(
                                                operation ->
                                                        assertThat(
                                                                        operation
                                                                                .getValue()
                                                                                .path("summary")
                                                                                .asString(""))
                                                                .isNotBlank()));
    }
}
