package dev.repartee.control.audit;

import dev.repartee.control.access.Endpoints;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts calls that were refused for want of a valid credential, and those that are refused where
 * one is got. Stands around whatever reads credentials.
 */
public final class RefusalFilter extends OncePerRequestFilter {

    private final RefusedCalls calls;
    private final Endpoints endpoints;

    public RefusalFilter(RefusedCalls calls, Endpoints endpoints) {
        this.calls = calls;
        this.endpoints = endpoints;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (refused(request, response.getStatus())) {
            calls.count(
                    new RefusedCalls.Call(
                            Attempted.of(request),
                            endpoints.action(request),
                            AuditFilter.origin(request)));
        }
    }

    private boolean refused(HttpServletRequest request, int status) {
        return switch (status) {
            case 401 -> true;
            case 403, 429 -> endpoints.need(request) instanceof Endpoints.Need.Nothing;
            default -> false;
        };
    }
}
