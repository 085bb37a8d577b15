package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Mode;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.inference.Fixture.Message;
import dev.repartee.messages.MessageChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What becomes of work: ended once, in order, paid once, and remembered where nobody else reads it.
 */
class WorkHandlerTest extends AtWork {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void contextIsRebuiltFromHistoryWhenRedisLostIt() {
        Message first = fixture.message("cid", "My bike is green.");
        InferenceWork work = first.work();
        worker.handle(work, false, 1);
        fixture.history.write(
                List.of(
                        new MessageChange.Received(work.request(), work.origin()),
                        new MessageChange.Finished(worker.log.results.getFirst(), 1)));
        fixture.redis
                .call(c -> c.del(RememberedTurn.key(first.envelope().conversationKey())))
                .join();

        worker.handle(fixture.message("cid", "What colour is it?"));

        assertThat(worker.contents(1)).contains("My bike is green.", "What colour is it?");
    }

    @Test
    void aTurnIsRememberedOnceHoweverOftenItIsAppended() {
        Message first = fixture.message("dan", "One");
        worker.handle(first);
        worker.handle(first.work(), true, 1);
        worker.handle(fixture.message("dan", "Two"));

        assertThat(worker.contents(1)).filteredOn("One"::equals).hasSize(1);
    }

    @Test
    void aPreparedReplyPassesInItsTurn() {
        Message message = fixture.message("max", "hi");
        Reply hello = new Reply("Hello!", ReplySource.RULE, "en", List.of(), false, null, "hi");
        InferenceWork plain = message.work();
        worker.handle(
                new InferenceWork(
                        plain.request(),
                        plain.origin(),
                        plain.dispatchedAt(),
                        plain.deadline(),
                        false,
                        new PreparedReply(hello, null)),
                false,
                1);

        assertThat(worker.log.onlyReply().reply()).isEqualTo(hello);
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void observedMessagesAreAnalysedAndKeepTheirText() {
        worker.handle(fixture.message("ned", "Where is my order 4711?").in(Mode.OBSERVE));

        ChatResult.Analysed analysed = (ChatResult.Analysed) worker.log.results.getFirst();
        assertThat(analysed.text()).isEqualTo("Where is my order 4711?");
        assertThat(analysed.nlu()).isNotNull();
        assertThat(analysed.suggestion()).isNull();
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void aMessagePastItsDeadlineExpiresWithoutAskingAnyone() {
        worker.handle(fixture.message("pam", "too late").until(Instant.now().minusSeconds(1)));

        assertThat(expired().erased()).isFalse();
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void whatAnErasedUserSaidBeforeEndsWithoutTextAndSaysWhy() {
        Message message = fixture.message("quin", "my secret");
        InferenceWork work = message.work();
        fixture.vault.erase(message.key().userKey(), Instant.now().plusMillis(1));

        worker.handle(work, false, 1);

        assertThat(expired().erased()).isTrue();
        assertThat(fixture.stub.requests()).isEmpty();
    }

    private ChatResult.Expired expired() {
        return (ChatResult.Expired) worker.log.results.getFirst();
    }

    @Test
    void aRedeliveryAfterACrashBeforePublishingDoesNotPayTwice() {
        Message message = fixture.message("rex", "How much is a rear tyre?");
        worker.log.fail = true;
        assertThatThrownBy(() -> worker.tryToHandle(message.work(), false, 1));
        worker.log.fail = false;

        worker.handle(message.work(), true, 1);

        assertThat(fixture.stub.requests()).hasSize(1);
        assertThat(worker.log.onlyReply().reply().text()).contains("24 euros");
    }

    @Test
    void workThatDispatchSendsTwiceIsPaidOnce() {
        InferenceWork work = fixture.message("ria", "How much is a rear tyre?").work();
        worker.handle(work, false, 1);

        worker.handle(
                new InferenceWork(
                        work.request(),
                        work.origin(),
                        work.dispatchedAt(),
                        work.deadline(),
                        false,
                        true,
                        null,
                        null),
                false,
                1);

        assertThat(fixture.stub.requests()).hasSize(1);
    }

    @Test
    void aRedeliveryWhoseResultIsInHistoryIsFinishedAtOnce() {
        Message message = fixture.message("sam", "How much is a rear tyre?");
        InferenceWork work = message.work();
        worker.handle(work, false, 1);
        fixture.history.write(
                List.of(
                        new MessageChange.Received(work.request(), work.origin()),
                        new MessageChange.Finished(worker.log.results.getFirst(), 5)));
        fixture.redis.call(c -> c.del("done:" + message.key())).join();

        worker.handle(work, true, 1);

        assertThat(worker.log.results).hasSize(1);
        assertThat(fixture.stub.requests()).hasSize(1);
    }

    @Test
    void aFirstQuestionsReplyIsSharedAndALaterOnesIsNot() {
        worker.handle(fixture.message("tom", "Unique question one about a rear tyre"));
        worker.handle(fixture.message("tom", "Unique question two about a rear tyre"));

        await().atMost(PATIENCE)
                .until(() -> worker.shared("Unique question one about a rear tyre") != null);
        assertThat(worker.shared("unique  QUESTION one about a rear tyre")).isNotNull();
        assertThat(worker.shared("Unique question two about a rear tyre")).isNull();
    }

    @Test
    void aReplyFromOtherDocumentsThanTheRevisionStandsForIsNotKept() {
        fixture.knowledge.edition = "older";
        worker.handle(fixture.message("tia", "A question about a tyre, asked too early"));
        fixture.knowledge.edition = "";
        worker.handle(fixture.message("tia2", "A question about a tyre, asked in time"));

        await().atMost(PATIENCE)
                .until(() -> worker.shared("A question about a tyre, asked in time") != null);
        assertThat(worker.shared("A question about a tyre, asked too early")).isNull();
    }

    @Test
    void nothingInRedisIsReadable() {
        worker.handle(fixture.message("vic", "Confidential words"));

        List<byte[]> kept =
                fixture.redis
                        .call(
                                c ->
                                        c.lrange(
                                                RememberedTurn.key(
                                                        fixture.message("vic", "x")
                                                                .envelope()
                                                                .conversationKey()),
                                                0,
                                                -1))
                        .join();
        assertThat(kept).hasSize(1);
        assertThat(new String(kept.getFirst(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Confidential");
    }
}
