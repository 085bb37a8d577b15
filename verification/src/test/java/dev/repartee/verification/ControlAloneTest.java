package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.app.FirstRun;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.RoleProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The control plane in a process of its own, as where roles are split. */
class ControlAloneTest {

    private static final String ASSISTANT = "/api/v1/assistants/clerk";

    @TempDir private Path folder;

    @Test
    void itLogsAsConfiguredAndShowsWhatItsDesksMeasure() throws IOException {
        int port = freePort();
        Map<String, String> settings =
                Map.of(
                        "REPARTEE_LOG_FORMAT", "JSON",
                        "REPARTEE_LOG_LEVEL", "DEBUG",
                        "REPARTEE_CONTROL_PORT", Integer.toString(port));
        try (RoleProcess process =
                RoleProcess.start(settings, "up", "--roles=control", "--data=" + folder)) {
            process.ready();
            URI control = URI.create("http://127.0.0.1:" + port);
            aToolIsTried(new ApiClient(control, FirstRun.read(folder).apiKey()));

            assertThat(metrics(process))
                    .contains("repartee_nlu_models", "repartee_nlu_entity_items")
                    .contains("repartee_knowledge_read_seconds", "repartee_retention_deleted_total")
                    .contains("repartee_tool_calls_seconds", "repartee_egress_calls_total")
                    .contains("repartee_postgres_background_waiting{rows=\"tool_trials\"}");
            process.terminate();
            process.awaitEnd();
            assertThat(process.errors().lines())
                    .anyMatch(line -> line.contains("made the demo tenant's credentials"))
                    .allMatch(ControlAloneTest::isJson);
        }
    }

    private static void aToolIsTried(ApiClient client) {
        ObjectNode assistant = JsonMapper.shared().createObjectNode().put("name", "Clerk");
        assertThat(client.put(ASSISTANT, assistant).status()).isEqualTo(201);
        JsonNode tool =
                JsonMapper.shared()
                        .readTree(
                                """
                                {"type": "http", "description": "Where an order is", "method": "GET",
                                 "url": "https://shop.invalid/orders"}
                                """);
        ApiClient.Answer made = client.put(ASSISTANT + "/tools/orders", tool);
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        ObjectNode call = JsonMapper.shared().createObjectNode();
        call.putObject("arguments");
        ApiClient.Answer tried = client.post(ASSISTANT + "/tools/orders/try", call);
        assertThat(tried.body().path("outcome").asString()).as(tried::toString).isNotEmpty();
    }

    private static String metrics(RoleProcess process) {
        return ApiClient.anonymous(process.operations())
                .get("/metrics")
                .body()
                .path("raw")
                .asString();
    }

    private static boolean isJson(String line) {
        return line.startsWith("{") && JsonMapper.shared().readTree(line).has("message");
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
