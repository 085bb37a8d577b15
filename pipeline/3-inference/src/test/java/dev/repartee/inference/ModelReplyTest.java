package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.inference.OpenAiStub.Behaviour;
import dev.repartee.redis.Push;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the model is told, and what the user is told when it answers, and when it does not. */
class ModelReplyTest extends AtWork {

    @Test
    void aModelAnswersWithTheDocumentsInItsPrompt() {
        worker.handle(fixture.message("ann", "How much is a rear tyre?"));

        ChatResult.Replied replied = worker.log.onlyReply();
        assertThat(replied.reply().text()).isEqualTo("A rear tyre costs 24 euros.");
        assertThat(replied.reply().source()).isEqualTo(ReplySource.MODEL);
        assertThat(replied.reply().citations()).containsExactly(Fixture.SOURCE);
        assertThat(replied.reply().model()).isNotNull();
        assertThat(replied.reply().model().totalTokens()).isEqualTo(17);
        assertThat(replied.nlu()).isNotNull();
        assertThat(replied.timeline().inferenceStartedAt()).isNotNull();
        assertThat(fixture.stub.requests().getFirst().toString())
                .contains("Prices > Tyres", "tube included");
        assertThat(fixture.meters.get("repartee_tokens").tag("tenant", "acme").counters())
                .isNotEmpty();
    }

    @Test
    void theNextQuestionCarriesTheTurnsBefore() {
        worker.handle(fixture.message("bob", "How much is a rear tyre?"));
        worker.handle(fixture.message("bob", "And the front one?"));

        assertThat(worker.contents(1))
                .containsSubsequence(
                        "How much is a rear tyre?",
                        "A rear tyre costs 24 euros.",
                        "And the front one?");
    }

    @Test
    void theContextThatAClientBringsIsAllThereIs() {
        worker.handle(fixture.message("eve", "Remember the number 7."));
        worker.handle(
                fixture.message("eve", "Which number?")
                        .work(
                                new Turn(Turn.Role.SYSTEM, "Be brief."),
                                new Turn(Turn.Role.USER, "The number is 9."),
                                new Turn(Turn.Role.ASSISTANT, "Noted.")),
                false,
                1);

        assertThat(worker.contents(1))
                .contains("Be brief.", "The number is 9.", "Noted.", "Which number?")
                .doesNotContain("Remember the number 7.");
    }

    @Test
    void onlyTheNewestTurnsThatFitTheBudgetGoIntoThePrompt() {
        for (int i = 0; i < 4; i++) {
            worker.handle(fixture.message("fay", "Question " + i + " " + "word ".repeat(60)));
        }

        assertThat(worker.contents(3)).noneMatch(text -> text.startsWith("Question 0"));
        assertThat(worker.contents(3)).anyMatch(text -> text.startsWith("Question 2"));
    }

    @Test
    void tokensStreamAsDeltasThatJoinToTheReply() throws Exception {
        List<Push.Delta> deltas = new CopyOnWriteArrayList<>();
        fixture.stub.answers(
                request ->
                        new Behaviour.Words(
                                "First sentence here. Second one follows. And a third one.",
                                Duration.ofMillis(30)));
        try (var _ =
                fixture.pushes.receivePushes(
                        Fixture.GATEWAY, push -> deltas.add((Push.Delta) push))) {
            worker.handle(fixture.message("gus", "Tell me three things.").streaming());
        }

        String text = worker.log.onlyReply().reply().text();
        assertThat(deltas).hasSizeGreaterThan(1);
        assertThat(deltas.stream().map(Push.Delta::text).reduce("", String::concat))
                .isEqualTo(text);
        for (int i = 0; i < deltas.size(); i++) {
            assertThat(deltas.get(i).sequence()).isEqualTo(i);
            assertThat(text.substring(deltas.get(i).offset())).startsWith(deltas.get(i).text());
        }
    }

    @Test
    void aModelThatFailsCostsTheUserAFallbackAndNeverTheMessage() {
        fixture.stub.answers(request -> new Behaviour.Status(500, ""));

        worker.handle(fixture.message("hal", "Anyone there?"));

        Reply reply = worker.log.onlyReply().reply();
        assertThat(reply.source()).isEqualTo(ReplySource.FALLBACK);
        assertThat(reply.handover()).isTrue();
        assertThat(reply.text()).isNotBlank();
    }

    @Test
    void aStreamThatBreaksOffEndsInTheFallback() {
        fixture.stub.answers(request -> new Behaviour.Cut("The tyre "));

        worker.handle(fixture.message("ida", "How much?"));

        assertThat(worker.log.onlyReply().reply().source()).isEqualTo(ReplySource.FALLBACK);
    }

    @Test
    void aCardNumberInAReplyIsTakenOut() {
        fixture.stub.answers(request -> OpenAiStub.words("Your card is 4111 1111 1111 1111 ok."));

        worker.handle(fixture.message("jan", "Which card did I use?"));

        assertThat(worker.log.onlyReply().reply().text()).doesNotContain("4111").contains("card");
    }

    @Test
    void theBuiltInModelQuotesItsSource() {
        worker.handle(fixture.message("kim", "tyre price?").to(Fixture.DOCUMENT_ASSISTANT));

        Reply reply = worker.log.onlyReply().reply();
        assertThat(reply.text()).contains("24 euros");
        assertThat(reply.citations()).containsExactly(Fixture.SOURCE);
        assertThat(reply.source()).isEqualTo(ReplySource.KNOWLEDGE);
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void theBuiltInModelSaysHonestlyThatItDoesNotKnow() {
        worker.handle(fixture.message("leo", "meaning of life?").to(Fixture.DOCUMENT_ASSISTANT));

        Reply reply = worker.log.onlyReply().reply();
        assertThat(reply.text()).contains("don't know");
        assertThat(reply.handover()).isTrue();
        assertThat(reply.citations()).isEmpty();
    }

    @Test
    void assistedMessagesGetASuggestionAndNoReply() {
        worker.handle(fixture.message("oda", "How much is a rear tyre?").in(Mode.ASSIST));

        ChatResult.Analysed analysed = (ChatResult.Analysed) worker.log.results.getFirst();
        assertThat(analysed.suggestion()).isNotNull();
        assertThat(analysed.suggestion().text()).contains("24 euros");
        assertThat(analysed.text()).isNull();
    }

    @Test
    void anUnknownAssistantGetsTheFallback() {
        worker.handle(fixture.message("uma", "hello?").to(new AssistantId("deleted")));

        assertThat(worker.log.onlyReply().reply().source()).isEqualTo(ReplySource.FALLBACK);
    }
}
