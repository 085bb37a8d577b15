package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserId;
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
import dev.repartee.gateway.intake.Turnstile;
import dev.repartee.gateway.view.Json;
import dev.repartee.gateway.view.Views;
import dev.repartee.identity.role.Permission;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/v1/messages/batch}: many messages, a result for each in the same order. Messages
 * of one user go to the log in the order of the batch.
 */
public final class BatchRoutes {

    private static final String CHANNEL = "api";

    private final Doorkeeper doorkeeper;
    private final Intake intake;
    private final GatewayConfig.Limits limits;

    public BatchRoutes(Doorkeeper doorkeeper, Intake intake, GatewayConfig.Limits limits) {
        this.doorkeeper = doorkeeper;
        this.intake = intake;
        this.limits = limits;
    }

    void post(HttpServerRequest request) {
        Caller caller = doorkeeper.caller(request, Permission.MESSAGES_SEND);
        HttpServerResponse response = request.response();
        Bodies.json(request, limits.batchBytes())
                .map(body -> messages(JsonReader.object(body)))
                .onComplete(
                        Answers.guarded(response, messages -> take(response, caller, messages)),
                        failure -> {
                            Refusal refusal = Answers.refusal(failure);
                            intake.unreadable(refusal.code());
                            Answers.problem(response, refusal);
                        });
    }

    private ArrayNode messages(ObjectNode body) {
        if (!(body.get("messages") instanceof ArrayNode messages)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "messages is required and must be an array");
        }
        if (messages.isEmpty() || messages.size() > limits.batchMessages()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "messages must have 1 to " + limits.batchMessages() + " elements");
        }
        return messages;
    }

    private void take(HttpServerResponse response, Caller caller, ArrayNode messages) {
        Context context = Vertx.currentContext();
        Map<Optional<UserId>, Turnstile> turnstiles = new HashMap<>();
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(messages.size());
        for (JsonNode message : messages) {
            outcomes.add(outcome(caller, message, turnstiles));
        }
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenRun(
                        () ->
                                context.runOnContext(
                                        none -> Answers.json(response, 200, results(outcomes))));
    }

    private CompletableFuture<Outcome> outcome(
            Caller caller, JsonNode message, Map<Optional<UserId>, Turnstile> turnstiles) {
        if (!(message instanceof ObjectNode object)) {
            return refused(Refusal.of(ErrorCode.INVALID_FIELD, "each message must be an object"));
        }
        return switch (DraftReader.read(object)) {
            case Read.Faulty(var faults) -> refused(Refusal.of(faults));
            case Read.Draft(MessageDraft draft) ->
                    intake.accept(
                            turnstiles.computeIfAbsent(
                                    Optional.ofNullable(draft.address().user()),
                                    user -> new Turnstile()),
                            caller,
                            draft,
                            Door.deaf(CHANNEL));
        };
    }

    private CompletableFuture<Outcome> refused(Refusal refusal) {
        intake.unreadable(refusal.code());
        return CompletableFuture.completedFuture(new Outcome.Refused(refusal));
    }

    private static ObjectNode results(List<CompletableFuture<Outcome>> outcomes) {
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        for (CompletableFuture<Outcome> outcome : outcomes) {
            switch (outcome.join()) {
                case Outcome.Accepted accepted -> results.add(Views.accepted(accepted));
                case Outcome.Refused(Refusal refusal) ->
                        results.addObject()
                                .put("status", "refused")
                                .set("error", Views.error(refusal));
            }
        }
        return body;
    }
}
