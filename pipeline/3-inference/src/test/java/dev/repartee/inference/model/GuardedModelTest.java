package dev.repartee.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.content.Turn;
import dev.repartee.inference.OpenAiStub;
import dev.repartee.inference.OpenAiStub.Behaviour;
import dev.repartee.inference.model.ModelFailure.Kind;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.endpoint.ModelLimits;
import dev.repartee.inference.model.endpoint.ModelTimeouts;
import dev.repartee.inference.model.endpoint.ModelType;
import dev.repartee.runtime.Secret;
import dev.repartee.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedModelTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ModelTimeouts PATIENT = new ModelTimeouts(PATIENCE, PATIENCE, PATIENCE);
    private static final ModelTimeouts FIRST_IS_LATE =
            new ModelTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3), PATIENCE);

    /** Time enough for what comes before the end. */
    private static final ModelTimeouts END_IS_LATE =
            new ModelTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private static final Prompt PROMPT =
            new Prompt(null, List.of(new Turn(Turn.Role.USER, "How much is a tyre?")), 0.2, 50);
    private static final Secret KEY = new Secret("sk-test");

    private final OpenAiStub stub = new OpenAiStub();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> heard = new ArrayList<>();
    private final TokenListener listener =
            new TokenListener() {
                @Override
                public void token(String piece) {
                    heard.add(piece);
                }

                @Override
                public void idle() {}
            };

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void hearsTheAnswerPieceByPieceAndCountsItsTokens() throws Exception {
        stub.answersInTurn(OpenAiStub.words("A rear tyre costs 24 euros."));

        ModelAnswer answer = ask(model(ModelLimits.DEFAULT));

        assertThat(answer.text()).isEqualTo("A rear tyre costs 24 euros.");
        assertThat(heard).isNotEmpty();
        assertThat(String.join("", heard)).isEqualTo(answer.text());
        assertThat(answer.use().name()).isEqualTo("stub-1");
        assertThat(answer.use().promptTokens()).isEqualTo(11);
        assertThat(answer.use().completionTokens()).isEqualTo(6);
        assertThat(stub.requests().getFirst().get("stream").booleanValue()).isTrue();
        assertThat(stub.requests().getFirst().get("temperature").doubleValue()).isEqualTo(0.2);
    }

    @Test
    void aTrickleIsNoTimeoutAsLongAsTheWholeIsInTime() throws Exception {
        stub.answersInTurn(new Behaviour.Words("one two three four", Duration.ofMillis(150)));

        assertThat(ask(model(ModelLimits.DEFAULT)).text()).isEqualTo("one two three four");
        assertThat(heard).containsExactly("one ", "two ", "three ", "four");
    }

    @Test
    void triesAgainAfterAFailureThatBroughtNothing() throws Exception {
        stub.answersInTurn(
                new Behaviour.Status(500, ""),
                new Behaviour.Status(429, "0.2"),
                OpenAiStub.words("Fine."));

        assertThat(ask(model(ModelLimits.DEFAULT)).text()).isEqualTo("Fine.");
        assertThat(stub.requests()).hasSize(3);
    }

    @Test
    void waitsAsLongAsTheServerAsksButNotBeyondTheDeadline() {
        stub.answersInTurn(new Behaviour.Status(429, "3600"), OpenAiStub.words("Too late."));

        assertFails(model(ModelLimits.DEFAULT), Kind.RATE_LIMITED);
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void doesNotTryAgainOnceSomethingHasCome() {
        stub.answersInTurn(new Behaviour.Cut("The tyre "), OpenAiStub.words("never asked"));

        assertFails(model(ModelLimits.DEFAULT), Kind.CUT);
        assertThat(stub.requests()).hasSize(1);
        assertThat(String.join("", heard)).isEqualTo("The tyre ");
    }

    @Test
    void aStreamThatEndsTooEarlyIsNoAnswer() {
        stub.answersInTurn(new Behaviour.EndEarly("The tyre costs "));

        assertFails(model(ModelLimits.DEFAULT), Kind.CUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":\n\n",
                "data: 7\n\ndata: [DONE]\n\n",
                "<html>busy</html>",
                "data: [DONE]\n\n",
                ""
            })
    void garbageIsNoAnswer(String bytes) {
        stub.answersInTurn(new Behaviour.Garbage(bytes));

        assertThatExceptionOfType(ModelFailure.class)
                .isThrownBy(() -> ask(model(once())))
                .satisfies(failure -> assertThat(failure.kind()).isIn(Kind.BAD_ANSWER, Kind.CUT));
    }

    @Test
    void givesUpWhenNoTokenComes() {
        stub.answersInTurn(new Behaviour.Hang());

        assertFails(model(ModelLimits.DEFAULT, FIRST_IS_LATE), Kind.FIRST_TOKEN_TIMEOUT);
        await().atMost(PATIENCE).until(() -> stub.requests().size() == 1);
    }

    @Test
    void givesUpWhenTheEndDoesNotCome() {
        stub.answersInTurn(new Behaviour.Stall("The tyre "));

        assertFails(model(ModelLimits.DEFAULT, END_IS_LATE), Kind.TOTAL_TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHORISED", "403,UNAUTHORISED", "404,UNKNOWN_MODEL", "400,REFUSED"})
    void doesNotTryAgainWhatCanNotSucceed(int status, Kind kind) {
        stub.answersInTurn(new Behaviour.Status(status, ""));

        assertFails(model(ModelLimits.DEFAULT), kind);
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void theBreakerOpensAtHalfOfTheCallsAndTriesAgainAfterItsPause() throws Exception {
        GuardedModel model = model(once());
        stub.answersInTurn(
                OpenAiStub.words("ok"),
                OpenAiStub.words("ok"),
                new Behaviour.Status(500, ""),
                new Behaviour.Status(500, ""),
                OpenAiStub.words("well again"));
        ask(model);
        ask(model);
        assertFails(model, Kind.SERVER_ERROR);
        assertThat(state()).isZero();
        assertFails(model, Kind.SERVER_ERROR);
        assertThat(state()).isEqualTo(1);

        assertFails(model, Kind.BREAKER_OPEN);
        clock.advance(Duration.ofSeconds(29));
        assertFails(model, Kind.BREAKER_OPEN);
        assertThat(stub.requests()).hasSize(4);

        clock.advance(Duration.ofSeconds(2));
        assertThat(ask(model).text()).isEqualTo("well again");
        assertThat(state()).isZero();
    }

    @Test
    void aFailureWhileHalfOpenClosesTheDoorAgain() {
        GuardedModel model = model(once());
        stub.answersInTurn(new Behaviour.Status(503, ""));
        for (int i = 0; i < 4; i++) {
            assertFails(model, Kind.SERVER_ERROR);
        }
        clock.advance(Duration.ofSeconds(31));

        assertFails(model, Kind.SERVER_ERROR);
        assertFails(model, Kind.BREAKER_OPEN);
        assertThat(stub.requests()).hasSize(5);
    }

    @Test
    void failuresThatAreOldDoNotOpenTheBreaker() throws Exception {
        GuardedModel model = model(once());
        stub.answersInTurn(
                new Behaviour.Status(500, ""),
                new Behaviour.Status(500, ""),
                new Behaviour.Status(500, ""),
                OpenAiStub.words("ok"));
        for (int i = 0; i < 3; i++) {
            assertFails(model, Kind.SERVER_ERROR);
        }
        clock.advance(Duration.ofSeconds(11));
        for (int i = 0; i < 4; i++) {
            ask(model);
        }

        assertThat(state()).isZero();
    }

    @Test
    void aQuestionThatIsRefusedSpeaksAgainstNobody() {
        GuardedModel model = model(once());
        stub.answersInTurn(new Behaviour.Status(400, ""));
        for (int i = 0; i < 10; i++) {
            assertFails(model, Kind.REFUSED);
        }

        assertThat(state()).isZero();
    }

    @Test
    void neverAsksMoreAtOnceThanAllowedAndTurnsAwayWhoWouldWaitTooLong() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        stub.answers(request -> new Behaviour.Until(latch, "ok"));
        GuardedModel model = model(new ModelLimits(2, 1, Duration.ofSeconds(30), 100, 1));
        List<Thread> asking = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asking.add(Thread.startVirtualThread(() -> quietly(model)));
        }
        await().atMost(PATIENCE)
                .until(
                        () ->
                                stub.requests().size() == 2
                                        && meters.get("repartee_model_waiting").gauge().value()
                                                == 1);

        assertFails(model, Kind.BUSY);
        latch.countDown();
        for (Thread thread : asking) {
            thread.join();
        }
        assertThat(stub.requests()).hasSize(3);
        assertThat(stub.mostAtOnce()).isEqualTo(2);
    }

    @Test
    void aConnectionThatCanNotBeMadeIsUnreachable() throws Exception {
        URI url = stub.url();
        stub.close();

        assertThat(ModelCheck.of(endpoint(url, once()))).isInstanceOf(Diagnosis.Unreachable.class);
    }

    @Test
    void theCheckSaysWhatIsWrong() throws Exception {
        ModelEndpoint endpoint = endpoint(stub.url(), ModelLimits.DEFAULT);
        assertThat(ModelCheck.of(endpoint)).isInstanceOf(Diagnosis.Healthy.class);
        stub.answersInTurn(new Behaviour.Status(401, ""));
        assertThat(ModelCheck.of(endpoint)).isEqualTo(new Diagnosis.Unauthorised());
        stub.answersInTurn(new Behaviour.Status(404, ""));
        assertThat(ModelCheck.of(endpoint)).isEqualTo(new Diagnosis.ModelUnknown("stub-1"));
        stub.answersInTurn(new Behaviour.Hang());
        assertThat(ModelCheck.of(endpoint(stub.url(), ModelLimits.DEFAULT, FIRST_IS_LATE)))
                .isInstanceOf(Diagnosis.TimedOut.class);
        stub.answersInTurn(new Behaviour.Garbage("<html>"));
        assertThat(ModelCheck.of(endpoint)).isInstanceOf(Diagnosis.BadAnswer.class);
        stub.answersInTurn(new Behaviour.Status(429, "1"));
        assertThat(ModelCheck.of(endpoint)).isEqualTo(new Diagnosis.RateLimited());
    }

    @Test
    void neverShowsTheKey() {
        assertThat(endpoint(stub.url(), once()).toString()).doesNotContain("sk-test");
    }

    private void quietly(GuardedModel model) {
        try {
            model.ask(
                    PROMPT,
                    deadline(),
                    new TokenListener() {
                        @Override
                        public void token(String piece) {}

                        @Override
                        public void idle() {}
                    });
        } catch (ModelFailure e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertFails(GuardedModel model, Kind kind) {
        assertThatExceptionOfType(ModelFailure.class)
                .isThrownBy(() -> ask(model))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private ModelAnswer ask(GuardedModel model) throws ModelFailure, InterruptedException {
        return model.ask(PROMPT, deadline(), listener);
    }

    private Instant deadline() {
        return clock.instant().plusSeconds(60);
    }

    private double state() {
        return meters.get("repartee_breaker_state").gauge().value();
    }

    private static ModelLimits once() {
        return new ModelLimits(8, 8, Duration.ofSeconds(5), 100, 1);
    }

    private GuardedModel model(ModelLimits limits) {
        return model(limits, PATIENT);
    }

    private GuardedModel model(ModelLimits limits, ModelTimeouts timeouts) {
        BreakerSettings breaker =
                new BreakerSettings(50, Duration.ofSeconds(10), 4, Duration.ofSeconds(30), 1);
        return new GuardedModel(endpoint(stub.url(), limits, timeouts), breaker, meters, clock);
    }

    private static ModelEndpoint endpoint(URI url, ModelLimits limits) {
        return endpoint(url, limits, PATIENT);
    }

    private static ModelEndpoint endpoint(URI url, ModelLimits limits, ModelTimeouts timeouts) {
        return new ModelEndpoint("stub", ModelType.OPENAI, url, "stub-1", KEY, timeouts, limits);
    }
}
