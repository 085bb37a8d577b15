package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserId;
import dev.repartee.gateway.form.Fields;
import dev.repartee.gateway.form.JsonReader;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.view.Json;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.UserToken;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.role.Permission;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Set;

/** {@code POST /api/v1/tokens}: a business asks for a token of one of its users. */
public final class TokenRoutes {

    private static final Set<String> KNOWN = Set.of("userId", "ttlSeconds");
    private static final int LARGEST_BODY = 4_096;

    private final Doorkeeper doorkeeper;
    private final UserTokens tokens;
    private final Offload offload;

    public TokenRoutes(Doorkeeper doorkeeper, UserTokens tokens, Offload offload) {
        this.doorkeeper = doorkeeper;
        this.tokens = tokens;
        this.offload = offload;
    }

    void post(HttpServerRequest request) {
        if (!(doorkeeper.caller(request, Permission.USER_TOKENS_ISSUE).principal()
                instanceof ApiKeyPrincipal key)) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "tokens are made with an API key, not with a token");
        }
        HttpServerResponse response = request.response();
        Context context = Vertx.currentContext();
        Bodies.json(request, LARGEST_BODY)
                .compose(body -> minted(context, key, new Fields(JsonReader.object(body))))
                .onComplete(
                        token -> Answers.json(response, 200, view(token)),
                        failure -> Answers.problem(response, refusal(failure)));
    }

    /** The public keys, for others to verify tokens with. */
    void keys(HttpServerRequest request) {
        Answers.write(request.response(), 200, "application/jwk-set+json", tokens.publicKeys());
    }

    private Future<UserToken> minted(Context context, ApiKeyPrincipal key, Fields fields) {
        UserId user = fields.parsed("userId", UserId::new);
        fields.require("userId", user);
        Long seconds = fields.integer("ttlSeconds", 1, Integer.MAX_VALUE);
        fields.refuseNearMisses(KNOWN);
        if (user == null || !fields.faults().isEmpty()) {
            return Future.failedFuture(new Faulty(Refusal.of(fields.faults())));
        }
        return offload.call(
                context,
                () -> tokens.mint(key, user, seconds == null ? null : Duration.ofSeconds(seconds)));
    }

    private static Refusal refusal(Throwable failure) {
        return failure instanceof Faulty faulty ? faulty.refusal : Answers.refusal(failure);
    }

    private static Object view(UserToken token) {
        return Json.object()
                .put("token", token.text())
                .put("expiresAt", token.expiresAt().toString());
    }

    /** Carries a refusal through a future. */
    private static final class Faulty extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Faulty(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }
    }
}
