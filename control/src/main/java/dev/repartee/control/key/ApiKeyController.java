package dev.repartee.control.key;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.audit.Actors;
import dev.repartee.control.session.Required;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.key.ApiKeyDraft;
import dev.repartee.identity.key.IssuedApiKey;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys of the caller's business. */
@RestController
@ConditionalOnBean(ApiKeyServices.class)
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {

    private final ApiKeyServices services;
    private final Clock clock;

    ApiKeyController(ApiKeyServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /**
     * A key to be.
     *
     * @param name what people call it
     * @param role what it may do
     * @param permissions which of its role's permissions it may use; all of them when absent
     * @param expiresAt when it ends by itself; never when absent
     */
    record ApiKeyBody(
            @Nullable String name,
            @Nullable String role,
            @Nullable List<String> permissions,
            @Nullable Instant expiresAt) {}

    /**
     * All keys that were not revoked.
     *
     * @param apiKeys the oldest first; also those that have expired
     */
    record ApiKeyList(List<ApiKeyView> apiKeys) {}

    /**
     * A key that was just made.
     *
     * @param key the whole key; this is the only time that it is shown
     * @param apiKey what stays known of it
     */
    record NewApiKey(String key, ApiKeyView apiKey) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "NewApiKey[" + apiKey.prefix() + "]";
        }
    }

    @Operation(summary = "List the API keys, without what opens the door")
    @Needs(Permission.API_KEYS_READ)
    @GetMapping
    ApiKeyList list(Caller caller) {
        return new ApiKeyList(
                services.keys().list(caller.tenant()).stream().map(ApiKeyView::of).toList());
    }

    @Operation(
            summary = "Make an API key; the answer alone shows it",
            description =
                    "It may do nothing that the caller may not do. Who signed in must have proven"
                            + " within the last ten minutes who they are.")
    @Needs(Permission.API_KEYS_CHANGE)
    @PostMapping
    ResponseEntity<NewApiKey> create(Caller caller, @RequestBody ApiKeyBody body) {
        ApiKeyDraft draft =
                new ApiKeyDraft(
                        caller.tenant(),
                        Required.text("name", body.name()),
                        KeyScopes.role(caller, services.roles(), body.role(), body.permissions()),
                        KeyScopes.parse(body.permissions()),
                        Actors.name(caller.principal()),
                        future(body.expiresAt()));
        if (caller.principal() instanceof AccountPrincipal account) {
            services.logins().requireFresh(account.login());
        }
        IssuedApiKey issued = services.keys().create(draft);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new NewApiKey(issued.text(), ApiKeyView.of(issued.key(), null)));
    }

    @Operation(summary = "End an API key; every gateway refuses it within seconds")
    @Needs(Permission.API_KEYS_CHANGE)
    @DeleteMapping("/{prefix}")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String prefix) {
        if (!services.keys().revoke(caller.tenant(), prefix)) {
            throw new ReparteeException(
                    ErrorCode.NOT_FOUND, "there is no API key '" + prefix + "'");
        }
        return ResponseEntity.noContent().build();
    }

    private @Nullable Instant future(@Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "expiresAt must be in the future");
        }
        return expiresAt;
    }
}
