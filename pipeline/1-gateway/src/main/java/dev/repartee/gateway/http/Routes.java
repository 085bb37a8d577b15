package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.openai.CompletionRoutes;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Which path leads where. Everything under {@code /api} that is not named here goes to the control
 * plane.
 *
 * @param edge what every request gets
 * @param doorkeeper limits addresses
 * @param messages takes messages
 * @param batches takes many
 * @param reads reads back
 * @param feedback takes what users think of replies
 * @param tokens makes user tokens
 * @param completions the OpenAI interface
 * @param operations health, readiness and metrics
 * @param documents the OpenAPI document and its page
 */
public record Routes(
        Edge edge,
        Doorkeeper doorkeeper,
        MessageRoutes messages,
        BatchRoutes batches,
        ReadRoutes reads,
        FeedbackRoutes feedback,
        TokenRoutes tokens,
        CompletionRoutes completions,
        OperationsRoutes operations,
        Documents documents) {

    private static final String API = "/api/v1";

    /** The router of one event loop. */
    public Router router(Vertx vertx, ControlProxy control) {
        Router router = Router.router(vertx);
        router.route().handler(edge::handle);
        router.route("/api/*").handler(this::limited);
        post(router, API + "/messages/batch", batches::post);
        post(router, API + "/messages", messages::post);
        router.route(HttpMethod.GET, API + "/messages/:requestId/feedback")
                .setName(API + "/messages/:requestId/feedback")
                .handler(route -> Answers.guarded(route.response(), feedback::get).handle(route));
        add(router, HttpMethod.PUT, API + "/messages/:requestId/feedback", feedback::put);
        get(router, API + "/messages/:requestId", reads::message);
        get(router, API + "/conversations/:conversationId/messages", reads::conversation);
        post(router, API + "/tokens", tokens::post);
        post(router, API + "/chat/completions", completions::create);
        get(router, API + "/models", route -> completions.models(route.request()));
        get(router, API + "/models/:model", completions::model);
        get(router, API + "/ws", Routes::noHandshake);
        get(router, API + "/openapi.json", route -> documents.openApi(route.request()));
        get(router, "/.well-known/jwks.json", route -> tokens.keys(route.request()));
        get(router, "/health", route -> operations.health(route.request()));
        get(router, "/ready", route -> operations.ready(route.request()));
        get(router, "/metrics", route -> operations.metrics(route.request()));
        get(router, "/docs", route -> documents.page(route.request()));
        get(router, "/docs/start.js", route -> documents.script(route.request()));
        get(router, "/docs/:file", this::file);
        for (String page : List.of("/sign-in", "/sign-in/:file", "/account/:view")) {
            get(router, page, route -> control.pass(route.request()));
        }
        router.route("/api/*").setName("control").handler(route -> control.pass(route.request()));
        router.route().last().handler(route -> problem(route, ErrorCode.NOT_FOUND));
        router.errorHandler(405, route -> problem(route, ErrorCode.METHOD_NOT_ALLOWED));
        router.errorHandler(404, route -> problem(route, ErrorCode.NOT_FOUND));
        router.errorHandler(400, route -> problem(route, ErrorCode.INVALID_FIELD));
        router.errorHandler(500, Routes::failed);
        return router;
    }

    private void limited(RoutingContext route) {
        HttpServerRequest request = route.request();
        doorkeeper
                .tooOften(Arrival.of(request))
                .ifPresentOrElse(
                        refusal -> Answers.problem(request.response(), refusal), route::next);
    }

    /** A real handshake never comes here. */
    private static void noHandshake(RoutingContext route) {
        Answers.problem(
                route.response(),
                Refusal.of(ErrorCode.PROTOCOL_VIOLATION, "open a WebSocket here, see docs/api"));
    }

    private void file(RoutingContext route) {
        if (!documents.file(route.request(), route.pathParam("file"))) {
            problem(route, ErrorCode.NOT_FOUND);
        }
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        add(router, HttpMethod.GET, path, handler);
    }

    private static void post(Router router, String path, Handler<HttpServerRequest> handler) {
        add(router, HttpMethod.POST, path, route -> handler.handle(route.request()));
    }

    /** The other methods of a path that is ours are refused here, not passed to control. */
    private static void add(
            Router router, HttpMethod method, String path, Handler<RoutingContext> handler) {
        router.route(method, path)
                .setName(path)
                .handler(context -> Answers.guarded(context.response(), handler).handle(context));
        router.route(path)
                .setName(path)
                .handler(
                        context -> {
                            if (context.request().method() == HttpMethod.HEAD
                                    && method == HttpMethod.GET) {
                                Answers.guarded(context.response(), handler).handle(context);
                            } else {
                                refuseMethod(context, method);
                            }
                        });
    }

    private static void refuseMethod(RoutingContext route, HttpMethod allowed) {
        route.response()
                .putHeader("Allow", allowed == HttpMethod.GET ? "GET, HEAD" : allowed.name());
        problem(route, ErrorCode.METHOD_NOT_ALLOWED);
    }

    private static void problem(RoutingContext route, ErrorCode code) {
        String detail =
                switch (code) {
                    case NOT_FOUND -> "there is nothing at this path";
                    case METHOD_NOT_ALLOWED ->
                            "this path does not take " + route.request().method();
                    case ErrorCode other -> "the path or a parameter can't be read";
                };
        Answers.problem(route.response(), Refusal.of(code, detail));
    }

    private static void failed(RoutingContext route) {
        Throwable failure = route.failure();
        Answers.problem(
                route.response(),
                failure == null
                        ? Refusal.of(ErrorCode.INTERNAL, "something went wrong here")
                        : Answers.refusal(failure));
    }
}
