package dev.repartee.control.access;

import dev.repartee.control.Caller;
import dev.repartee.control.access.Endpoints.Need;
import dev.repartee.identity.role.Permission.Scope;
import dev.repartee.postgres.TenantScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Narrows what a request's statements see to the caller's tenant, for every endpoint that needs a
 * permission of the tenant's scope. Stands behind the authorisation.
 */
public final class TenantScopeFilter extends OncePerRequestFilter {

    private final Endpoints endpoints;

    public TenantScopeFilter(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (endpoints.need(request) instanceof Need.Holds holds
                && holds.permission().scope() == Scope.TENANT
                && SecurityContextHolder.getContext().getAuthentication()
                        instanceof Caller caller) {
            narrowed(caller, request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void narrowed(
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        try {
            TenantScope.within(
                    caller.tenant(),
                    () -> {
                        chain.doFilter(request, response);
                        return caller;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
