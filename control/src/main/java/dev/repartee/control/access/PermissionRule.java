package dev.repartee.control.access;

import dev.repartee.control.Caller;
import dev.repartee.control.access.Endpoints.Need;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** The one place where a call is allowed: the caller holds what the endpoint needs. */
@Component
public class PermissionRule implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(PermissionRule.class);

    private final Endpoints endpoints;

    PermissionRule(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller,
            RequestAuthorizationContext context) {
        return new AuthorizationDecision(
                switch (endpoints.need(context.getRequest())) {
                    case Need.Nothing nothing -> true;
                    case Need.NoEndpoint none -> caller.get() instanceof Caller;
                    case Need.Holds holds ->
                            caller.get() instanceof Caller known && known.may(holds.permission());
                    case Need.Unnamed unnamed -> {
                        LOG.atError()
                                .addKeyValue("endpoint", unnamed.endpoint())
                                .log("an endpoint names no permission, so nobody may call it");
                        yield false;
                    }
                });
    }
}
