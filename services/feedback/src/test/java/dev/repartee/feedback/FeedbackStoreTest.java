package dev.repartee.feedback;

import static dev.repartee.testing.Statements.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.experiment.Arm;
import dev.repartee.assistants.experiment.Experiment;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Entity;
import dev.repartee.feedback.export.ExportFormat;
import dev.repartee.feedback.export.ExportRequest;
import dev.repartee.feedback.export.TrainingExport;
import dev.repartee.feedback.outcome.ExperimentOutcomes;
import dev.repartee.feedback.outcome.ExperimentReport;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Sql;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Feedback, training sets and outcomes of tests, on real databases. */
class FeedbackStoreTest {

    private final Talk talk = new Talk();

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void theLastOpinionOnAReplyCounts() {
        StoredMessage message = talk.said("ana", "What is it?", "A bike.");
        talk.feedback.put(message, new Opinion(Rating.UP, Set.of(), null, null));
        Opinion second = new Opinion(Rating.DOWN, Set.of(Reason.WRONG), "No.", "A cargo bike.");
        talk.feedback.put(message, second);

        assertThat(talk.feedback.find(message.key()).orElseThrow().opinion()).isEqualTo(second);
        assertThat(
                        talk.feedback.list(
                                Talk.TENANT,
                                Talk.ASSISTANT,
                                Talk.NOW.minusSeconds(9_000),
                                Talk.NOW,
                                10))
                .hasSize(1);
    }

    @Test
    void whatAUserWroteIsUnreadableWithoutTheirKey() {
        StoredMessage message = talk.said("ana", "What is it?", "A bike.");
        talk.feedback.put(message, new Opinion(null, Set.of(), "my secret words", null));
        assertThat(column("encode(comment, 'escape')")).doesNotContain("secret");

        talk.vault.erase(message.key().userKey());

        assertThat(talk.feedback.find(message.key()).orElseThrow().opinion().comment()).isNull();
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(
                        () ->
                                talk.feedback.put(
                                        message, new Opinion(Rating.UP, Set.of(), null, null)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
    }

    @Test
    void whoDoesNotWantToBeLearntFromIsLeftOut() throws IOException {
        talk.said("ana", "Learn from me", "I will.");
        talk.said("bob", "But not from me", "I won't.");
        consent("bob", "2026-01-01", true);
        assertThat(export(ExportFormat.CHAT_JSONL, false))
                .contains("Learn from me", "But not from me");

        consent("bob", "2026-01-02", false);

        assertThat(export(ExportFormat.CHAT_JSONL, false))
                .contains("Learn from me")
                .doesNotContain("But not from me");
    }

    private void consent(String user, String day, boolean granted) {
        talk.main.with(
                connection ->
                        Sql.update(
                                connection,
                                "INSERT INTO user_consents VALUES"
                                        + " (?, ?, 'training', ?::timestamptz, ?, 'widget')",
                                Talk.TENANT.value(),
                                user,
                                day,
                                granted));
    }

    @Test
    void chatsAreExportedWithCorrectionsAndWithoutPersonalData() throws IOException {
        talk.said("ana", "Mail me at ana@example.org, +1 650 253 0000", "I will, Ana.");
        StoredMessage wrong = talk.said("ana", "What is it?", "A car.");
        StoredMessage bad = talk.said("ana", "And the price?", "Who knows.");
        talk.feedback.put(wrong, new Opinion(Rating.DOWN, Set.of(), null, "A bike."));
        talk.feedback.put(bad, new Opinion(Rating.DOWN, Set.of(), null, null));
        talk.said("bob", "Hello?", "Hello.");

        List<JsonNode> lines = lines(export(ExportFormat.CHAT_JSONL, false));
        assertThat(lines).hasSize(2);
        JsonNode chat = lines.getFirst().get("messages");
        assertThat(chat.size()).isEqualTo(6);
        assertThat(chat.get(0).get("content").asString()).isEqualTo("Mail me at [email], [phone]");
        assertThat(chat.get(3).get("content").asString()).isEqualTo("A bike.");
        assertThat(chat.get(3).get("weight").asInt()).isEqualTo(1);
        assertThat(chat.get(5).get("weight").asInt()).isZero();
        assertThat(export(ExportFormat.CHAT_JSONL, true).lines()).hasSize(1);
    }

    @Test
    void intentsAreExportedOnceWithEntitiesWhereTheyStand() throws IOException {
        Entity mail = new Entity("email", "a@b.example", null, 3, 14);
        Entity product = new Entity("product", "tyre", null, 20, 24);
        String text = "To a@b.example the tyre, \"x\" [y](z)";
        talk.said("ana", text, "24 euros.", mail, product);
        talk.said("bob", text, "24 euros.", mail, product);

        List<JsonNode> lines = lines(export(ExportFormat.NLU_JSONL, false));
        assertThat(lines).hasSize(1);
        JsonNode entity = lines.getFirst().get("entities").get(0);
        String exported = lines.getFirst().get("text").asString();
        assertThat(exported).startsWith("To [email] the tyre");
        assertThat(exported.substring(entity.get("start").asInt(), entity.get("end").asInt()))
                .isEqualTo("tyre");
        assertThat(export(ExportFormat.NLU_CSV, false))
                .startsWith("text,intent,language\r\n\"To [email] the tyre, \"\"x\"\"")
                .contains(",PRICING_INQUIRY,en\r\n");
        assertThat(export(ExportFormat.RASA_YAML, false))
                .contains("- intent: \"PRICING_INQUIRY\"\n  examples: |\n")
                .contains("    - To [email] the [tyre](product), \"x\" [y] (z)\n");
    }

    @Test
    void nothingOfAnErasedUserOrOfAnotherTimeIsExported() throws IOException {
        StoredMessage message = talk.said("ana", "What is it?", "A bike.");
        talk.vault.erase(message.key().userKey());
        talk.messages.erase(message.key().userKey());

        assertThat(export(ExportFormat.CHAT_JSONL, false)).isEmpty();
        assertThat(export(ExportFormat.RASA_YAML, false)).contains("nlu: []");
    }

    @Test
    void aTestSaysHowItsArmsDidAndWhenThereIsTooLittleData() {
        Experiment test =
                new Experiment(
                        "tone",
                        Talk.ASSISTANT,
                        Experiment.State.RUNNING,
                        List.of(
                                new Arm("now", 50, null, null, null),
                                new Arm("new", 50, null, 1, null)),
                        "salt",
                        Talk.NOW.minusSeconds(7_200),
                        null);
        for (int i = 0; i < 100; i++) {
            StoredMessage message =
                    talk.said("u" + i, "Q?", "A.", inArm(test, i, "now") && i % 2 == 0);
            if (i < 10) {
                talk.feedback.put(message, new Opinion(Rating.UP, Set.of(), null, null));
            }
        }

        ExperimentReport report =
                new ExperimentOutcomes(talk.main, Talk.CLOCK).report(Talk.TENANT, test);

        assertThat(report.sampleRatioMismatch()).isFalse();
        assertThat(report.arms())
                .extracting(ExperimentReport.ArmUsers::users)
                .allMatch(n -> n > 30);
        List<ExperimentReport.ArmValue> handover = report.metrics().get("handover");
        assertThat(handover.getFirst().verdict()).isEqualTo("baseline");
        assertThat(handover.getFirst().value()).isBetween(0.3, 0.7);
        assertThat(handover.getLast().verdict())
                .as("none of the new arm was handed over: fewer than five of a kind")
                .isEqualTo("too_little_data");
        assertThat(report.metrics().get("thumbs_up").getLast().verdict())
                .isEqualTo("too_little_data");
        assertThat(report.metrics().get("thumbs_up").getLast().difference()).isNull();
        assertThat(report.metrics().get("latency_ms").getLast().value()).isEqualTo(100);
        assertThat(report.metrics().get("latency_ms").getLast().verdict())
                .isEqualTo("no_difference_seen");
        assertThat(report.metrics().get("cost").getLast().value()).isEqualTo(0.002);
        assertThat(report.metrics().get("resolution").getLast().value()).isEqualTo(1);
    }

    private static boolean inArm(Experiment test, int user, String name) {
        return test.armOf(new UserId("u" + user))
                .filter(arm -> arm.name().equals(name))
                .isPresent();
    }

    private String export(ExportFormat format, boolean onlyLiked) throws IOException {
        StringWriter out = new StringWriter();
        new TrainingExport(talk.main, talk.messages, talk.feedback, tenant -> "US")
                .write(
                        new ExportRequest(
                                Talk.TENANT,
                                Talk.ASSISTANT,
                                Talk.NOW.minusSeconds(7_200),
                                Talk.NOW,
                                onlyLiked,
                                0.5),
                        format,
                        out);
        return out.toString();
    }

    private static List<JsonNode> lines(String text) {
        return text.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    private String column(String expression) {
        return text(talk.main, "SELECT " + expression + " FROM feedback");
    }
}
