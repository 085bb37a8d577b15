package dev.repartee.gateway.http;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.gateway.intake.Caller;
import dev.repartee.gateway.limit.OpenRequests;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.view.StoredViews;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.role.Permission;
import dev.repartee.messages.Cursor;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.PageRequest;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.TenantScope;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads back what became of messages. A caller sees its own tenant's, a user token its own. */
public final class ReadRoutes {

    private static final int PAGE = 50;

    private final Doorkeeper doorkeeper;
    private final MessageStore store;
    private final OpenRequests open;
    private final Signals signals;
    private final Offload offload;

    public ReadRoutes(
            Doorkeeper doorkeeper,
            MessageStore store,
            OpenRequests open,
            Signals signals,
            Offload offload) {
        this.doorkeeper = doorkeeper;
        this.store = store;
        this.open = open;
        this.signals = signals;
        this.offload = offload;
    }

    /**
     * Who reads.
     *
     * @param user whose messages
     * @param byItsUser whether it is the user, or a server that shows it to them; people who look
     *     into conversations acknowledge nothing
     * @param look to be done before anything is shown
     */
    private record Reading(UserKey user, boolean byItsUser, Runnable look) {}

    /** What was read, and what its complete answer acknowledges. */
    private record Found(ObjectNode view, @Nullable Long acknowledges) {}

    void message(RoutingContext route) {
        Reading reading = reading(route);
        RequestKey key = key(reading.user(), route.pathParam("requestId"));
        offload.call(
                        Vertx.currentContext(),
                        () -> {
                            reading.look().run();
                            return TenantScope.within(key.tenant(), () -> find(key));
                        })
                .onComplete(
                        found ->
                                Answers.json(route.response(), 200, found.view())
                                        .onSuccess(
                                                written -> {
                                                    if (reading.byItsUser()) {
                                                        acknowledge(key, found);
                                                    }
                                                }),
                        failure -> Answers.problem(route.response(), Answers.refusal(failure)));
    }

    void conversation(RoutingContext route) {
        Reading reading = reading(route);
        UserKey user = reading.user();
        ConversationKey conversation =
                new ConversationKey(
                        user.tenant(),
                        user.user(),
                        new ConversationId(route.pathParam("conversationId")));
        PageRequest page =
                new PageRequest(
                        order(route), cursor(route), limit(route.request().getParam("limit")));
        offload.call(
                        Vertx.currentContext(),
                        () -> {
                            reading.look().run();
                            return TenantScope.within(
                                    conversation.tenant(),
                                    () -> StoredViews.page(store.conversation(conversation, page)));
                        })
                .onComplete(
                        view -> Answers.json(route.response(), 200, view),
                        failure -> Answers.problem(route.response(), Answers.refusal(failure)));
    }

    /** Blocks. History first: it has what other gateways accepted, too. */
    private Found find(RequestKey key) {
        Optional<StoredMessage> stored = store.find(key);
        if (stored.isEmpty()) {
            return open.find(key)
                    .map(request -> new Found(StoredViews.open(request), null))
                    .orElseThrow(
                            () ->
                                    new ReparteeException(
                                            ErrorCode.NOT_FOUND,
                                            "there is no message '" + key.requestId() + "'"));
        }
        StoredMessage message = stored.get();
        return new Found(StoredViews.message(message), acknowledges(message));
    }

    /** The offset of a reply that its user has not acknowledged yet; reading it does. */
    private @Nullable Long acknowledges(StoredMessage message) {
        if (message.outcome().state() == StoredMessage.State.OPEN
                || message.delivery().status() == DeliveryStatus.State.DELIVERED) {
            return null;
        }
        return store.storedResult(message.key()).map(result -> result.offset()).orElse(null);
    }

    private void acknowledge(RequestKey key, Found found) {
        Long offset = found.acknowledges();
        if (offset != null) {
            signals.answered(key.userKey(), key.requestId(), offset);
        }
    }

    private Reading reading(RoutingContext route) {
        String named = route.request().getParam("userId");
        Caller caller = doorkeeper.caller(route.request(), Permission.MESSAGES_READ);
        return new Reading(
                caller.user(named == null ? null : new UserId(named)),
                !(caller.principal() instanceof AccountPrincipal),
                doorkeeper.look(caller, route.request()));
    }

    private static RequestKey key(UserKey user, String requestId) {
        return new RequestKey(user.tenant(), user.user(), new RequestId(requestId));
    }

    private static PageRequest.Order order(RoutingContext route) {
        return switch (route.request().getParam("order")) {
            case null -> PageRequest.Order.NEWEST_FIRST;
            case "newest" -> PageRequest.Order.NEWEST_FIRST;
            case "oldest" -> PageRequest.Order.OLDEST_FIRST;
            case String other ->
                    throw new ReparteeException(
                            ErrorCode.INVALID_FIELD, "order must be newest or oldest");
        };
    }

    private static @Nullable Cursor cursor(RoutingContext route) {
        String word = route.request().getParam("cursor");
        return word == null ? null : Cursor.parse(word);
    }

    private static int limit(@Nullable String text) {
        try {
            return text == null ? PAGE : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "limit must be 1 to " + PageRequest.LONGEST, e);
        }
    }
}
