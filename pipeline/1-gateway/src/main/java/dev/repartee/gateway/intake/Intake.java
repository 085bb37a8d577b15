package dev.repartee.gateway.intake;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.EventType;
import dev.repartee.gateway.intake.Outcome.Accepted;
import dev.repartee.gateway.intake.Outcome.Refused;
import dev.repartee.gateway.limit.RateState;
import dev.repartee.kafka.EventSender;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a message into the log: rates, text, assistant, conversation, claims, admission, send.
 *
 * <p>Never blocks, and runs on its caller's thread up to the first asynchronous step. Accepted
 * means that the log acknowledged (promise P1); refused means that nothing was stored, except for
 * {@link ErrorCode#LOG_UNAVAILABLE}, which promises nothing and carries the id to try again with.
 */
public final class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final IntakeGates gates;
    private final TextIntake texts;
    private final Threads threads;
    private final Claims claims;
    private final Tally tally;
    private final EventSender sender;
    private final InstantSource clock;
    private final Refusals refusals;
    private final Timer latency;

    public Intake(
            IntakeGates gates,
            TextIntake texts,
            Threads threads,
            Claims claims,
            EventSender sender,
            InstantSource clock,
            MeterRegistry meters) {
        this.gates = gates;
        this.texts = texts;
        this.threads = threads;
        this.claims = claims;
        this.tally = new Tally(gates.quota(), claims);
        this.sender = sender;
        this.clock = clock;
        this.refusals = new Refusals(sender, clock, meters);
        this.latency = Metric.ACCEPT_LATENCY.timer(meters);
    }

    /** Takes a message in; completes normally, whatever becomes of it, on any thread. */
    public CompletableFuture<Outcome> accept(Caller caller, MessageDraft draft, Door door) {
        long begun = System.nanoTime();
        UserKey user;
        try {
            user = caller.user(draft.address().user());
        } catch (ReparteeException e) {
            refusals.count(e.code());
            return completed(Refusal.of(e));
        }
        Arrival arrival = new Arrival(caller, user, draft, door, gates.rates().message(user));
        return decided(arrival)
                .exceptionally(failure -> new Refused(unexpected(arrival, failure)))
                .thenApply(outcome -> noted(arrival, outcome, begun));
    }

    /** The same, after everything that entered the turnstile before was handed to the log. */
    public CompletableFuture<Outcome> accept(
            Turnstile turnstile, Caller caller, MessageDraft draft, Door door) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        turnstile.enter(
                leave ->
                        accept(caller, draft, door.handingOver(leave))
                                .thenAccept(
                                        outcome -> {
                                            leave.run();
                                            result.complete(outcome);
                                        }));
        return result;
    }

    /** Counts a message that was refused before it was understood. */
    public void unreadable(ErrorCode code) {
        refusals.count(code);
    }

    private CompletableFuture<Outcome> decided(Arrival arrival) {
        RateState rate = arrival.rate();
        if (!rate.allowed()) {
            return completed(Refusal.of(rate));
        }
        if (gates.admission().full()) {
            // before its text is looked at: what is refused must cost next to nothing
            return completed(overloaded());
        }
        try {
            return prepared(arrival);
        } catch (ReparteeException e) {
            return completed(Refusal.of(e));
        }
    }

    private CompletableFuture<Outcome> prepared(Arrival arrival) {
        MessageDraft draft = arrival.draft();
        UserKey user = arrival.user();
        String text = texts.clean(user.tenant(), draft.text());
        List<Turn> context =
                draft.prompt().context().stream()
                        .map(turn -> new Turn(turn.role(), texts.clean(user.tenant(), turn.text())))
                        .toList();
        RequestId given = draft.address().requestId();
        RequestId id = given == null ? RequestId.random(clock) : given;
        RequestKey key = new RequestKey(user.tenant(), user.user(), id);
        String hash = TextHash.of(text);
        return agreed(arrival, key)
                .thenCompose(
                        place ->
                                given == null
                                        ? CompletableFuture.completedFuture(place)
                                        : unused(key, hash, place))
                .thenCompose(
                        place ->
                                sent(
                                        arrival,
                                        arrival.request(
                                                key,
                                                place,
                                                new ChatRequestText(
                                                        text, hash, texts.language(text), context),
                                                gates.gateway(),
                                                clock.instant())));
    }

    /** Where the message goes: a named conversation keeps the assistant that it began with. */
    private CompletableFuture<Place> agreed(Arrival arrival, RequestKey key) {
        UserKey user = arrival.user();
        AssistantId named = arrival.draft().address().assistant();
        return switch (arrival.draft().address().thread()) {
            case ThreadChoice.Usual ignored -> {
                AssistantId assistant = threads.assistant(user.tenant(), named);
                yield CompletableFuture.completedFuture(
                        new Place(assistant, Threads.usual(user, assistant)));
            }
            case ThreadChoice.Own ignored ->
                    CompletableFuture.completedFuture(
                            new Place(
                                    threads.assistant(user.tenant(), named),
                                    new ConversationId(key.requestId().value())));
            case ThreadChoice.Named(ConversationId conversation) ->
                    threads.ofUsual(user, conversation)
                            .map(keeper -> kept(named, keeper, conversation))
                            .orElseGet(() -> bound(user, named, conversation));
        };
    }

    private CompletableFuture<Place> bound(
            UserKey user, @Nullable AssistantId named, ConversationId conversation) {
        AssistantId wished = threads.assistant(user.tenant(), named);
        return claims.conversation(user, conversation, wished)
                .thenCompose(keeper -> kept(named, keeper.orElse(wished), conversation));
    }

    private CompletableFuture<Place> kept(
            @Nullable AssistantId named, AssistantId keeper, ConversationId conversation) {
        return named == null || named.equals(keeper)
                ? CompletableFuture.completedFuture(new Place(keeper, conversation))
                : CompletableFuture.failedFuture(
                        new ReparteeException(
                                ErrorCode.CONVERSATION_CONFLICT,
                                "conversation '"
                                        + conversation
                                        + "' is with assistant '"
                                        + keeper
                                        + "'"));
    }

    private CompletableFuture<Place> unused(RequestKey key, String hash, Place place) {
        return claims.request(key, hash)
                .thenCompose(
                        first ->
                                first.isEmpty() || first.get().equals(hash)
                                        ? CompletableFuture.completedFuture(place)
                                        : CompletableFuture.failedFuture(
                                                new ReparteeException(
                                                        ErrorCode.ID_REUSED,
                                                        "requestId was used for another text")));
    }

    private CompletableFuture<Outcome> sent(Arrival arrival, ChatRequest request) {
        return tally.count(request.envelope(), () -> admitted(arrival, request));
    }

    private CompletableFuture<Outcome> admitted(Arrival arrival, ChatRequest request) {
        RequestKey key = request.envelope().key();
        ConversationKey conversation = request.envelope().conversationKey();
        boolean counted = request.envelope().mode() == Mode.REPLY;
        if (!gates.admission().enter()) {
            return completed(overloaded());
        }
        if (counted && !gates.open().open(key, conversation)) {
            gates.admission().sent(false);
            return completed(
                    Refusal.of(
                            ErrorCode.CONVERSATION_BUSY,
                            "too many messages of this conversation are unanswered"));
        }
        return append(arrival, request)
                .handle(
                        (coordinates, failure) -> {
                            gates.admission().sent(failure == null);
                            if (failure == null) {
                                return new Accepted(
                                        key,
                                        conversation.conversation(),
                                        request.envelope().mode(),
                                        arrival.rate());
                            }
                            gates.open().close(key);
                            log.atDebug()
                                    .addKeyValue("requestId", key.requestId())
                                    .setCause(failure)
                                    .log("the log did not take a message");
                            return new Refused(unsent(failure).about(key.requestId()));
                        });
    }

    private CompletableFuture<Coordinates> append(Arrival arrival, ChatRequest request) {
        try {
            arrival.door().expecting().accept(request.envelope().key());
            CompletableFuture<Coordinates> sending =
                    sender.send(
                            Topic.REQUESTS.topicName(),
                            request,
                            request.envelope()
                                    .headers(EventType.REQUEST)
                                    .withTraceparent(arrival.caller().trace().traceparent()));
            arrival.door().handedOver().run();
            return sending;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Refusal overloaded() {
        return Refusal.of(ErrorCode.OVERLOADED, "too much is in flight; try again in a moment");
    }

    private static Refusal unsent(Throwable failure) {
        return cause(failure) instanceof ReparteeException known
                        && known.code() != ErrorCode.LOG_UNAVAILABLE
                ? Refusal.of(known)
                : Refusal.of(
                        ErrorCode.LOG_UNAVAILABLE,
                        "the message is not promised; send it again with the same requestId");
    }

    private static Refusal unexpected(Arrival arrival, Throwable failure) {
        if (cause(failure) instanceof ReparteeException known) {
            return Refusal.of(known);
        }
        log.atError()
                .addKeyValue("tenant", arrival.user().tenant())
                .setCause(failure)
                .log("a message could not be taken in");
        return Refusal.of(ErrorCode.INTERNAL, "the message could not be taken in");
    }

    private Outcome noted(Arrival arrival, Outcome outcome, long begun) {
        switch (outcome) {
            case Accepted ignored ->
                    latency.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            case Refused(Refusal refusal) ->
                    refusals.report(
                            arrival.user(),
                            arrival.draft().address().requestId(),
                            refusal.code(),
                            arrival.channel(),
                            arrival.draft().text(),
                            arrival.caller().trace());
        }
        return outcome;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static CompletableFuture<Outcome> completed(Refusal refusal) {
        return CompletableFuture.completedFuture(new Refused(refusal));
    }
}
