package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.gateway.form.JsonReader;
import dev.repartee.gateway.intake.Caller;
import dev.repartee.gateway.intake.Door;
import dev.repartee.gateway.intake.DraftReader;
import dev.repartee.gateway.intake.DraftReader.Read;
import dev.repartee.gateway.intake.Intake;
import dev.repartee.gateway.intake.MessageDraft;
import dev.repartee.gateway.intake.Outcome;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.gateway.view.Views;
import dev.repartee.identity.role.Permission;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/** {@code POST /api/v1/messages}: a message in, 202 or a stream of events out. */
public final class MessageRoutes {

    private static final String CHANNEL = "api";

    private final Doorkeeper doorkeeper;
    private final Intake intake;
    private final Waiters waiters;
    private final Signals signals;
    private final GatewayConfig config;

    public MessageRoutes(
            Doorkeeper doorkeeper,
            Intake intake,
            Waiters waiters,
            Signals signals,
            GatewayConfig config) {
        this.doorkeeper = doorkeeper;
        this.intake = intake;
        this.waiters = waiters;
        this.signals = signals;
        this.config = config;
    }

    void post(HttpServerRequest request) {
        Caller caller = doorkeeper.caller(request, Permission.MESSAGES_SEND);
        boolean events = wantsEvents(request);
        Bodies.json(request, config.limits().bodyBytes())
                .map(body -> DraftReader.read(JsonReader.object(body)))
                .onComplete(
                        Answers.guarded(
                                request.response(),
                                read -> take(request.response(), caller, read, events)),
                        failure -> refuse(request.response(), failure));
    }

    private void refuse(HttpServerResponse response, Throwable failure) {
        Refusal refusal = Answers.refusal(failure);
        intake.unreadable(refusal.code());
        Answers.problem(response, refusal);
    }

    private void take(HttpServerResponse response, Caller caller, Read read, boolean events) {
        switch (read) {
            case Read.Faulty(var faults) -> {
                intake.unreadable(faults.getFirst().code());
                Answers.problem(response, Refusal.of(faults));
            }
            case Read.Draft(MessageDraft draft) -> {
                if (!events) {
                    plain(response, caller, draft);
                } else if (draft.mode() == Mode.REPLY) {
                    streamed(response, caller, draft);
                } else {
                    Answers.problem(
                            response,
                            Refusal.of(
                                    ErrorCode.INVALID_FIELD,
                                    "mode '"
                                            + draft.mode().word()
                                            + "' sends no reply, so there is nothing to stream"));
                }
            }
        }
    }

    private void plain(HttpServerResponse response, Caller caller, MessageDraft draft) {
        decide(
                caller,
                draft,
                Door.deaf(CHANNEL),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Accepted accepted -> {
                            Answers.rate(response, accepted.rate());
                            Answers.json(response, 202, Views.accepted(accepted));
                        }
                        case Outcome.Refused(Refusal refusal) -> Answers.problem(response, refusal);
                    }
                });
    }

    private void streamed(HttpServerResponse response, Caller caller, MessageDraft draft) {
        SseStream stream = new SseStream(Vertx.currentContext(), response, waiters, signals);
        decide(
                caller,
                draft,
                Door.listening(CHANNEL, stream::expect),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Accepted accepted -> {
                            Answers.rate(response, accepted.rate());
                            stream.begin(
                                    accepted,
                                    config.patience().heartbeat(),
                                    config.patience().reply());
                        }
                        case Outcome.Refused(Refusal refusal) -> {
                            stream.abandon();
                            Answers.problem(response, refusal);
                        }
                    }
                });
    }

    private void decide(
            Caller caller, MessageDraft draft, Door door, Consumer<Outcome> onEventLoop) {
        Context context = Vertx.currentContext();
        intake.accept(caller, draft, door)
                .thenAccept(outcome -> context.runOnContext(none -> onEventLoop.accept(outcome)));
    }

    private static boolean wantsEvents(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/event-stream");
    }
}
