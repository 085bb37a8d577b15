package dev.repartee.gateway.openai;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.UserId;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.gateway.form.JsonReader;
import dev.repartee.gateway.http.Answers;
import dev.repartee.gateway.http.Bodies;
import dev.repartee.gateway.http.Doorkeeper;
import dev.repartee.gateway.intake.Caller;
import dev.repartee.gateway.intake.Door;
import dev.repartee.gateway.intake.Intake;
import dev.repartee.gateway.intake.MessageDraft;
import dev.repartee.gateway.intake.Outcome;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.intake.ThreadChoice;
import dev.repartee.gateway.intake.Threads;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.gateway.view.Json;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.Principal.UserPrincipal;
import dev.repartee.identity.role.Permission;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** {@code POST /api/v1/chat/completions} and {@code GET /api/v1/models}. */
public final class CompletionRoutes {

    private static final String CHANNEL = "openai";

    private final Doorkeeper doorkeeper;
    private final Intake intake;
    private final Threads threads;
    private final Waiters waiters;
    private final Signals signals;
    private final GatewayConfig config;
    private final InstantSource clock;

    public CompletionRoutes(
            Doorkeeper doorkeeper,
            Intake intake,
            Threads threads,
            Waiters waiters,
            Signals signals,
            GatewayConfig config,
            InstantSource clock) {
        this.doorkeeper = doorkeeper;
        this.intake = intake;
        this.threads = threads;
        this.waiters = waiters;
        this.signals = signals;
        this.config = config;
        this.clock = clock;
    }

    /** Answers a conversation that the client sends along. */
    public void create(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        guarded(
                response,
                () -> {
                    Caller caller = doorkeeper.caller(request, Permission.MESSAGES_SEND);
                    Bodies.json(request, config.limits().bodyBytes())
                            .map(body -> CompletionReader.read(JsonReader.object(body)))
                            .onComplete(
                                    read -> guarded(response, () -> take(response, caller, read)),
                                    failure -> refuse(response, Answers.refusal(failure)));
                });
    }

    /** Lists the tenant's assistants. */
    public void models(HttpServerRequest request) {
        guarded(
                request.response(),
                () ->
                        Answers.json(
                                request.response(),
                                200,
                                CompletionViews.models(
                                        threads.all(
                                                doorkeeper
                                                        .caller(request, Permission.MESSAGES_SEND)
                                                        .principal()
                                                        .tenant()))));
    }

    /** Shows one assistant. */
    public void model(RoutingContext route) {
        guarded(
                route.response(),
                () -> {
                    Caller caller = doorkeeper.caller(route.request(), Permission.MESSAGES_SEND);
                    AssistantId id = new AssistantId(route.pathParam("model"));
                    Answers.json(
                            route.response(),
                            200,
                            CompletionViews.model(threads.known(caller.principal().tenant(), id)));
                });
    }

    private void take(HttpServerResponse response, Caller caller, CompletionReader.Read read) {
        switch (read) {
            case CompletionReader.Read.Faulty(var faults) -> refuse(response, Refusal.of(faults));
            case CompletionReader.Read.Request(CompletionRequest request) ->
                    ask(response, caller, request);
        }
    }

    private void ask(HttpServerResponse response, Caller caller, CompletionRequest request) {
        Context context = Vertx.currentContext();
        long created = clock.instant().getEpochSecond();
        Completion completion =
                request.stream()
                        ? new StreamedCompletion(
                                context, response, request, created, waiters, signals)
                        : new WholeCompletion(
                                context,
                                response,
                                request.model().value(),
                                created,
                                waiters,
                                signals);
        Duration patience = config.patience().reply();
        intake.accept(caller, draft(caller, request), Door.listening(CHANNEL, completion::expect))
                .thenAccept(
                        outcome ->
                                context.runOnContext(
                                        none -> {
                                            switch (outcome) {
                                                case Outcome.Accepted accepted ->
                                                        completion.begin(
                                                                accepted, patience.toMillis());
                                                case Outcome.Refused(Refusal refusal) ->
                                                        completion.refuse(refusal);
                                            }
                                        }));
    }

    private static MessageDraft draft(Caller caller, CompletionRequest request) {
        return new MessageDraft(
                request.text(),
                new MessageDraft.Address(
                        user(caller, request), request.model(), new ThreadChoice.Own(), null),
                Mode.REPLY,
                null,
                null,
                List.of(),
                new MessageDraft.Prompt(request.context(), request.options()));
    }

    /** The named user, the token's own, or one that stands for the API key. */
    private static UserId user(Caller caller, CompletionRequest request) {
        UserId named = request.user();
        return switch (caller.principal()) {
            case ApiKeyPrincipal key ->
                    named == null ? new UserId("openai:" + key.prefix()) : named;
            case AccountPrincipal account ->
                    named == null ? new UserId("account:" + account.account()) : named;
            case UserPrincipal user -> named == null ? user.user() : named;
        };
    }

    private void refuse(HttpServerResponse response, Refusal refusal) {
        intake.unreadable(refusal.code());
        write(response, refusal);
    }

    private static void write(HttpServerResponse response, Refusal refusal) {
        if (!response.headWritten()) {
            Answers.headers(response, refusal);
            Answers.write(
                    response,
                    refusal.code().httpStatus(),
                    Answers.JSON,
                    Json.text(CompletionViews.error(refusal)));
        }
    }

    private static void guarded(HttpServerResponse response, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            write(response, Answers.refusal(e));
        }
    }
}
