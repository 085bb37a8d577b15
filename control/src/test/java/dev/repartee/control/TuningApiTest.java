package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.ControlClient.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Prompts, tests, usage, budgets and feedback over HTTP, on real databases. */
class TuningApiTest extends ControlTest {

    private static final String GUIDE = "/api/v1/assistants/tuned";

    @BeforeAll
    static void prepare() throws Exception {
        client.put(GUIDE, "{\"name\":\"Guide\"}");
    }

    @Test
    void aPromptIsStoredPreviewedComparedActivatedAndTakenBack() throws Exception {
        String prompts = GUIDE + "/prompts";
        assertThat(call("GET", prompts, null).body().path("active").asInt()).isZero();
        Answer created =
                call("POST", prompts, "{\"template\":\"You are {{assistant.name}}, brief.\"}");
        assertThat(created.status()).isEqualTo(201);
        int version = created.body().path("version").asInt();

        Answer preview =
                call(
                        "POST",
                        prompts + "/preview",
                        "{\"version\":%d,\"message\":{\"text\":\"Hola\",\"language\":\"es\"}}"
                                .formatted(version));
        assertThat(preview.body().path("text").asString())
                .isEqualTo("You are Guide, brief.\n\nAnswer in Spanish.");
        Answer draft =
                call(
                        "POST",
                        prompts + "/preview",
                        "{\"draft\":{\"template\":\"{{user.name|you}}\"},\"profile\":{\"name\":\"{{x}}\"}}");
        assertThat(draft.body().path("text").asString()).startsWith("{ {x} }");
        assertThat(call("GET", prompts + "/diff?from=0&to=" + version, null).text())
                .startsWith("--- prompt 0\n+++ prompt " + version)
                .contains("+You are {{assistant.name}}, brief.");
        assertThat(
                        call("PUT", prompts + "/active", "{\"active\":%d}".formatted(version))
                                .body()
                                .path("active")
                                .asInt())
                .isEqualTo(version);
        assertThat(call("POST", prompts + "/rollback", null).body().path("active").asInt())
                .isZero();
        assertThat(call("POST", prompts + "/rollback", null).status()).isEqualTo(404);
    }

    @Test
    void anEarlierDefinitionIsMadeTheCurrentOneAgain() throws Exception {
        call("PUT", GUIDE, "{\"name\":\"Changed\"}");
        assertThat(call("GET", GUIDE + "/versions", null).body().path("versions").size())
                .isGreaterThan(1);
        assertThat(call("POST", GUIDE + "/versions/1/restore", null).body().path("name").asString())
                .isEqualTo("Guide");
        assertThat(call("GET", GUIDE, null).body().path("name").asString()).isEqualTo("Guide");
    }

    @Test
    void anExperimentIsDescribedStartedReadAndStopped() throws Exception {
        String path = "/api/v1/experiments";
        String body =
                "{\"id\":\"tone\",\"assistant\":\"tuned\",\"arms\":[{\"name\":\"now\",\"share\":50},"
                        + "{\"name\":\"new\",\"share\":50,\"promptVersion\":0}]}";
        assertThat(call("POST", path, body).status()).isEqualTo(201);
        assertThat(call("POST", path, body).status()).isEqualTo(409);
        assertThat(call("POST", path + "/tone/start", null).body().path("state").asString())
                .isEqualTo("running");
        JsonNode results = call("GET", path + "/tone/results", null).body();
        assertThat(results.path("metrics").path("thumbs_up").get(1).path("verdict").asString())
                .isEqualTo("too_little_data");
        assertThat(
                        call("GET", path + "/tone/assignment?user=ana", null)
                                .body()
                                .path("arm")
                                .asString())
                .isIn("now", "new");
        assertThat(call("DELETE", path + "/tone", null).status()).isEqualTo(409);
        assertThat(call("POST", path + "/tone/stop", null).status()).isEqualTo(200);
        assertThat(call("DELETE", path + "/tone", null).status()).isEqualTo(204);
    }

    @Test
    void budgetsAreSetListedAndRemoved() throws Exception {
        String path = "/api/v1/budgets/day?assistant=tuned";
        assertThat(call("PUT", path, "{\"limit\":0.5,\"cheaperModel\":\"small\"}").status())
                .isEqualTo(200);
        JsonNode budget = call("GET", "/api/v1/budgets", null).body().path("budgets").get(0);
        assertThat(budget.path("limit").asDouble()).isEqualTo(0.5);
        assertThat(budget.path("cheaperAt").asInt()).isEqualTo(80);
        assertThat(call("DELETE", path, null).status()).isEqualTo(204);
        assertThat(call("DELETE", path, null).status()).isEqualTo(404);
        assertThat(
                        call("GET", "/api/v1/usage?by=day,model", null)
                                .body()
                                .path("currency")
                                .asString())
                .isEqualTo("USD");
    }

    @Test
    void feedbackIsListedAndTrainingSetsAreExported() throws Exception {
        assertThat(call("GET", GUIDE + "/feedback", null).body().path("feedback").size()).isZero();
        Answer export = call("GET", GUIDE + "/exports/nlu-csv", null);
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.text()).isEqualTo("text,intent,language\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "POST ~ /api/v1/assistants/tuned/prompts ~ {\"template\":\"{{#a}}\"} ~ 400 ~ line"
                        + " 1, column 1",
                "POST ~ /api/v1/assistants/nobody/prompts ~ {\"template\":\"a\"} ~ 404 ~ nobody",
                "POST ~ /api/v1/assistants/tuned/prompts/preview ~ {\"draft\":{\"template\":7}} ~"
                        + " 400 ~ draft.template",
                "POST ~ /api/v1/assistants/tuned/prompts/preview ~ {\"version\":99} ~ 404 ~ prompt"
                        + " 99",
                "POST ~ /api/v1/assistants/tuned/prompts/preview ~ [] ~ 400 ~ must be an object",
                "PUT ~ /api/v1/assistants/tuned/prompts/active ~ {\"active\":99} ~ 404 ~ prompt 99",
                "GET ~ /api/v1/assistants/tuned/prompts/diff?from=0&to=x ~ ~ 400 ~ ",
                "GET ~ /api/v1/assistants/tuned/prompts/7 ~ ~ 404 ~ prompt 7",
                "GET ~ /api/v1/assistants/tuned/versions/77 ~ ~ 404 ~ version 77",
                "POST ~ /api/v1/experiments ~ {\"id\":\"x\"} ~ 400 ~ assistant",
                "POST ~ /api/v1/experiments/none/start ~ ~ 404 ~ none",
                "GET ~ /api/v1/experiments/none/results ~ ~ 404 ~ none",
                "PUT ~ /api/v1/budgets/week ~ {\"limit\":1} ~ 400 ~ day or a month",
                "PUT ~ /api/v1/budgets/day ~ {\"limit\":-1} ~ 400 ~ limit",
                "PUT ~ /api/v1/budgets/day ~ {} ~ 400 ~ limit",
                "PUT ~ /api/v1/budgets/day?assistant=nobody ~ {\"limit\":1} ~ 404 ~ nobody",
                "GET ~ /api/v1/usage?by=colour ~ ~ 400 ~ by may name",
                "GET ~ /api/v1/usage?from=yesterday ~ ~ 400 ~ from must be a day",
                "GET ~ /api/v1/usage?from=2026-02-01&to=2026-01-01 ~ ~ 400 ~ before",
                "GET ~ /api/v1/assistants/tuned/exports/xml ~ ~ 400 ~ chat-jsonl",
                "GET ~ /api/v1/assistants/nobody/exports/nlu-csv ~ ~ 404 ~ nobody"
            })
    void whatIsWrongIsNamed(
            String method, String path, @Nullable String body, int status, @Nullable String detail)
            throws Exception {
        Answer answer = call(method, path, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(detail == null ? "" : detail);
    }

    @Test
    void anotherTenantSeesNothing() throws Exception {
        call("POST", GUIDE + "/prompts", "{\"template\":\"Secret.\"}");
        assertThat(call("GET", GUIDE + "/prompts", null, "key-b").status()).isEqualTo(404);
        assertThat(call("GET", GUIDE + "/exports/nlu-csv", null, "key-b").status()).isEqualTo(404);
        assertThat(call("GET", "/api/v1/experiments", null, "key-b").text())
                .doesNotContain("tuned");
        assertThat(call("GET", "/api/v1/budgets", null, "none").status()).isEqualTo(401);
    }

    @Test
    void everyPathIsInTheOpenApiDocument() throws Exception {
        JsonNode paths = call("GET", "/v3/api-docs", null).body().path("paths");
        for (String path :
                new String[] {
                    "/api/v1/assistants/{assistantId}/prompts",
                    "/api/v1/assistants/{assistantId}/prompts/preview",
                    "/api/v1/assistants/{assistantId}/prompts/diff",
                    "/api/v1/assistants/{assistantId}/prompts/active",
                    "/api/v1/assistants/{assistantId}/prompts/rollback",
                    "/api/v1/assistants/{assistantId}/versions/{version}/restore",
                    "/api/v1/assistants/{assistantId}/feedback",
                    "/api/v1/assistants/{assistantId}/exports/{format}",
                    "/api/v1/experiments/{experimentId}/results",
                    "/api/v1/usage",
                    "/api/v1/budgets/{period}"
                }) {
            assertThat(paths.has(path)).as(path).isTrue();
        }
    }

    private static Answer call(String method, String path, @Nullable String body) throws Exception {
        return call(method, path, body, "key-a");
    }

    private static Answer call(String method, String path, @Nullable String body, String key)
            throws Exception {
        return client.call(method, path, key, body);
    }
}
