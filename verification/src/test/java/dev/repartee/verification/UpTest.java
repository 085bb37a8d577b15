package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.runtime.ExitCode;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.RoleProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./repartee up} as its operator sees it, from the first start to the mistakes. */
class UpTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String USER = "ada";

    @TempDir private Path folder;

    private final List<RoleProcess> processes = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.reversed().forEach(RoleProcess::close);
    }

    @Test
    void findsItsConversationsAgainHoweverItEnded() throws IOException {
        Path data = folder.resolve("data");
        RoleProcess first = up(data);
        FirstRun credentials = FirstRun.read(data);
        assertThat(credentials.url()).isEqualTo(first.gateway());
        ApiClient client = new ApiClient(first.gateway(), credentials.apiKey());
        answered(client, "first");
        String conversation = client.stored(USER, "first").path("conversationId").asString();
        assertThat(first.remember()).as("engines with their guards").isGreaterThanOrEqualTo(6);
        first.terminate();
        first.awaitEnd();
        assertSecret(credentials, data, first);

        refusedForItsPort(data);

        RoleProcess second = up(data);
        client = new ApiClient(second.gateway(), credentials.apiKey());
        assertThat(messages(client, conversation)).containsExactly("first");
        answered(client, "second");
        second.killAll();

        RoleProcess third = up(data);
        client = new ApiClient(third.gateway(), credentials.apiKey());
        assertThat(messages(client, conversation)).containsExactly("first", "second");
        answered(client, "third");
        third.terminate();
        third.awaitEnd();
        assertSecret(credentials, data, second, third);
    }

    @Test
    void refusesAFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(
                start(Map.of(), "up", "--data=" + file),
                ExitCode.DATA_FOLDER,
                file.toString(),
                "--data");
    }

    @Test
    void refusesAnUnknownRole() {
        assertRefused(
                start(Map.of(), "up", "--roles=gateway,delivry", "--data=" + folder),
                ExitCode.USAGE,
                "'delivry'",
                "delivery");
    }

    @Test
    void refusesAnUnknownSettingAndNamesTheNearOne() {
        assertRefused(
                start(Map.of("REPARTEE_GATEWAY_NETWORK_PROT", "8080"), "up", "--data=" + folder),
                ExitCode.CONFIGURATION,
                "REPARTEE_GATEWAY_NETWORK_PROT",
                "REPARTEE_GATEWAY_NETWORK_PORT");
    }

    private void refusedForItsPort(Path data) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertRefused(
                    start(Map.of(), "up", "--data=" + data, "--port=" + taken.getLocalPort()),
                    ExitCode.PORT_IN_USE,
                    "Port " + taken.getLocalPort() + " is in use",
                    "--port");
        }
    }

    private RoleProcess up(Path data) {
        return start(Map.of(), "up", "--port=0", "--data=" + data).ready();
    }

    private RoleProcess start(Map<String, String> variables, String... arguments) {
        RoleProcess process = RoleProcess.start(variables, arguments);
        processes.add(process);
        return process;
    }

    private static void assertRefused(RoleProcess process, ExitCode code, String... words) {
        assertThat(process.exitCode()).as(process::toString).isEqualTo(code.number());
        assertThat(process.output()).isEmpty();
        assertThat(process.errors().lines()).singleElement().asString().contains(words);
    }

    private static void assertSecret(FirstRun credentials, Path data, RoleProcess... processes)
            throws IOException {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(FirstRun.file(data))))
                .isEqualTo("rw-------");
        for (RoleProcess process : processes) {
            assertThat(process.toString())
                    .doesNotContain(credentials.apiKey(), credentials.adminPassword());
        }
    }

    private static void answered(ApiClient client, String id) {
        client.accept(ApiClient.message(USER, id, "When are you open?"));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(client.stored(USER, id).path("status").asString(""))
                                        .isEqualTo("replied"));
    }

    private static List<String> messages(ApiClient client, String conversation) {
        JsonNode rows =
                client.get(
                                "/api/v1/conversations/"
                                        + conversation
                                        + "/messages?order=oldest&userId="
                                        + USER)
                        .body()
                        .path("messages");
        return rows.valueStream().map(row -> row.path("requestId").asString()).toList();
    }
}
