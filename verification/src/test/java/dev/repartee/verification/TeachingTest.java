package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.runtime.ExitCode;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An assistant is taught while the system runs, by the files and calls of docs/training.md. */
class TeachingTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String USER = "ada";

    private static final String CAFE =
            """
            id: cafe
            name: Café Lumen
            rules:
              - name: vegan
                when: {intents: [VEGAN_MENU]}
                reply: {en: "Yes: every soup and two of the three main courses are vegan."}
              - name: table
                when: {intents: [BOOK_TABLE]}
                reply: {en: "With pleasure! Call us at +49 761 555 0107."}
            documents:
              - id: menu
                content: |
                  # Menu
                  The soup of the day costs 6 euros. A pot of tea costs 4 euros and comes with a biscuit.
            """;

    private static final String EXAMPLES =
            """
            intents:
              BOOK_TABLE:
                - a table for two tonight
                - can we come with six people on friday
                - do you have a free table at eight
                - reserve the corner table please
                - I'd like to book for [four](guests)
                - book us a table on saturday evening
              VEGAN_MENU:
                - do you have vegan food
                - is there anything without milk and eggs
                - what can a vegan eat here
                - vegan options?
                - do you cook plant based
                - is the cake vegan
              OUT_OF_SCOPE:
                - who won the match
                - what's the weather
                - tell me a joke
                - how much is a coffee
                - where can we park
                - when do you close
                - do you have wifi
            """;

    @TempDir private Path folder;

    private Path data;
    private RoleProcess system;
    private ApiClient client;
    private int sent;

    @BeforeEach
    void start() {
        data = folder.resolve("data");
        system = RoleProcess.start("up", "--port=0", "--data=" + data).ready();
        client = new ApiClient(system.gateway(), FirstRun.read(data).apiKey());
    }

    @AfterEach
    void end() {
        system.close();
    }

    @Test
    void anAssistantLearnsFromFilesAndListsWhileItAnswers() throws IOException {
        Path files = Files.createDirectories(folder.resolve("cafe"));
        Files.writeString(files.resolve("cafe.yaml"), CAFE);
        Path examples = files.resolve("cafe.nlu.yaml");

        Files.writeString(examples, "intents:\n  BOOK_TABLE: [a table for two]\n  VEGAN_MENU: 7\n");
        assertThat(applied(files, ExitCode.FAILURE.number())).contains("cafe.nlu.yaml:3");
        assertThat(client.get("/api/v1/assistants/cafe").status())
                .as("nothing is written when the examples are wrong")
                .isEqualTo(404);

        Files.writeString(examples, EXAMPLES);
        assertThat(applied(files, 0))
                .contains(
                        "cafe: created", "19 examples of 3 intents", "accuracy", "in service now");
        assertThat(applied(files, 0))
                .contains("cafe: unchanged")
                .doesNotContain("examples of", "in service now");

        understands("anything vegan on the menu?", "VEGAN_MENU", "two of the three main courses");
        understands("could we have a table for 3 on sunday", "BOOK_TABLE", "With pleasure!");
        assertThat(answer("what does a pot of tea cost?").path("reply").toString())
                .contains("4 euros");

        findsWhatAListNamesWithinSeconds();
    }

    private void findsWhatAListNamesWithinSeconds() {
        String path = "/api/v1/assistants/cafe/entities/dish";
        assertThat(dishes("two pumpkin soups please")).doesNotContain("PS-1");

        JsonNode list =
                JsonMapper.shared()
                        .readTree(
                                "{\"items\": [{\"value\": \"PS-1\", \"names\": [\"pumpkin soup\"]}]}");
        assertThat(client.put(path, list).status()).isEqualTo(201);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(dishes("two pumpkin soups please")).contains("PS-1"));

        assertThat(client.delete(path).status()).isEqualTo(204);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(dishes("two pumpkin soups please"))
                                        .doesNotContain("PS-1"));
    }

    private String dishes(String text) {
        return answer(text).path("analysis").path("entities").toString();
    }

    private void understands(String text, String intent, String reply) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            JsonNode stored = answer(text);
                            assertThat(stored.path("analysis").path("intent").toString())
                                    .contains(intent);
                            assertThat(stored.path("reply").toString()).contains(reply);
                        });
    }

    /** The message as it is stored once it is answered. */
    private JsonNode answer(String text) {
        String id = "teaching-" + ++sent;
        client.accept(ApiClient.message(USER + sent, id, text).put("assistantId", "cafe"));
        String user = USER + sent;
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(client.stored(user, id).path("status").asString(""))
                                        .isEqualTo("replied"));
        return client.stored(user, id);
    }

    private String applied(Path files, int expected) {
        try (RoleProcess apply =
                RoleProcess.start("assistant", "apply", files.toString(), "--data=" + data)) {
            assertThat(apply.exitCode()).as(apply::toString).isEqualTo(expected);
            return apply.toString();
        }
    }
}
