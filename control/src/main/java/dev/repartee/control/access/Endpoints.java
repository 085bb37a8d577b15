package dev.repartee.control.access;

import dev.repartee.identity.role.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Finds the endpoint of a request and what it needs, as Spring itself will find it. */
@Component
public class Endpoints {

    private static final String CACHED = Endpoints.class.getName();

    private final RequestMappingHandlerMapping mapping;

    Endpoints(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    /** What a request has to show. */
    public sealed interface Need {

        /** A permission. */
        record Holds(Permission permission) implements Need {}

        /** Nothing. */
        record Nothing() implements Need {}

        /** There is no such endpoint: whoever signed in is told so. */
        record NoEndpoint() implements Need {}

        /** The endpoint names no permission: a mistake of ours, so nobody gets in. */
        record Unnamed(String endpoint) implements Need {}
    }

    /** What the request's endpoint needs. */
    public Need need(HttpServletRequest request) {
        if (request.getAttribute(CACHED) instanceof Need known) {
            return known;
        }
        Need need = endpoint(request).map(Endpoints::need).orElseGet(Need.NoEndpoint::new);
        request.setAttribute(CACHED, need);
        return need;
    }

    /** The endpoint itself, if there is one that takes the request. */
    public Optional<HandlerMethod> endpoint(HttpServletRequest request) {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            HandlerExecutionChain chain = mapping.getHandler(request);
            return chain != null
                            && chain.getHandler() instanceof HandlerMethod method
                            && isOurs(method)
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (Exception refused) {
            // The wrong method or media type: no endpoint takes it, and Spring will say why.
            return Optional.empty();
        }
    }

    /** Only a controller's method is: Spring itself answers OPTIONS with what a path allows. */
    private static boolean isOurs(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Controller.class);
    }

    /** The endpoint as the audit log names it: method and pattern, never what was sent. */
    public String action(HttpServletRequest request) {
        endpoint(request);
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return request.getMethod() + " " + (pattern == null ? "?" : pattern);
    }

    /** What an endpoint needs. */
    public static Need need(HandlerMethod endpoint) {
        @Nullable Needs needs = endpoint.getMethodAnnotation(Needs.class);
        if (needs != null) {
            return new Need.Holds(needs.value());
        }
        return endpoint.hasMethodAnnotation(OpenToAll.class)
                ? new Need.Nothing()
                : new Need.Unnamed(endpoint.getShortLogMessage());
    }
}
