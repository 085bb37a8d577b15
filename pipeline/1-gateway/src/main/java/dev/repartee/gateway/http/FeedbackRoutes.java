package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.feedback.Feedback;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.Opinion;
import dev.repartee.gateway.form.JsonReader;
import dev.repartee.gateway.view.Json;
import dev.repartee.identity.role.Permission;
import dev.repartee.messages.MessageStore;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a user thinks of a reply. A user token reaches its own user's replies only; somebody else's
 * message is not there, whoever asks.
 */
public final class FeedbackRoutes {

    private static final int LARGEST_BODY =
            8 * (Opinion.LONGEST_COMMENT + Opinion.LONGEST_CORRECTION);

    private final Doorkeeper doorkeeper;
    private final MessageStore messages;
    private final FeedbackStore feedback;
    private final Offload offload;

    public FeedbackRoutes(
            Doorkeeper doorkeeper, MessageStore messages, FeedbackStore feedback, Offload offload) {
        this.doorkeeper = doorkeeper;
        this.messages = messages;
        this.feedback = feedback;
        this.offload = offload;
    }

    void put(RoutingContext route) {
        RequestKey key = key(route);
        Context context = Vertx.currentContext();
        Bodies.json(route.request(), LARGEST_BODY)
                .map(body -> OpinionReader.read(JsonReader.object(body)))
                .compose(opinion -> offload.call(context, () -> view(store(key, opinion))))
                .onComplete(
                        view -> Answers.json(route.response(), 200, view),
                        failure ->
                                Answers.problem(route.response(), OpinionReader.refusal(failure)));
    }

    void get(RoutingContext route) {
        RequestKey key = key(route);
        offload.call(
                        Vertx.currentContext(),
                        () -> view(feedback.find(key).orElseThrow(() -> none(key))))
                .onComplete(
                        view -> Answers.json(route.response(), 200, view),
                        failure -> Answers.problem(route.response(), Answers.refusal(failure)));
    }

    private Feedback store(RequestKey key, Opinion opinion) {
        return feedback.put(
                messages.find(key)
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.NOT_FOUND,
                                                "there is no message '" + key.requestId() + "'")),
                opinion);
    }

    private RequestKey key(RoutingContext route) {
        String named = route.request().getParam("userId");
        UserKey user =
                doorkeeper
                        .caller(route.request(), Permission.FEEDBACK_GIVE)
                        .user(named == null ? null : new UserId(named));
        return new RequestKey(
                user.tenant(), user.user(), new RequestId(route.pathParam("requestId")));
    }

    private static ReparteeException none(RequestKey key) {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "there is no feedback on message '" + key.requestId() + "'");
    }

    private static ObjectNode view(Feedback feedback) {
        Opinion opinion = feedback.opinion();
        ObjectNode view = Json.object();
        view.put("requestId", feedback.key().requestId().value());
        view.put("assistantId", feedback.assistant().value());
        if (opinion.rating() != null) {
            view.put("rating", opinion.rating().word());
        }
        ArrayNode reasons = view.putArray("reasons");
        opinion.reasons().stream().map(reason -> reason.word()).sorted().forEach(reasons::add);
        if (opinion.comment() != null) {
            view.put("comment", opinion.comment());
        }
        if (opinion.correction() != null) {
            view.put("correction", opinion.correction());
        }
        view.put("updatedAt", feedback.updatedAt().toString());
        return view;
    }
}
