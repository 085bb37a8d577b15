package dev.repartee.control;

import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import dev.repartee.identity.Principal.UserPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the {@code Authorization} header. What it holds must be good, or the request ends here. */
final class BearerFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final ControlServices.Callers callers;
    private final ProblemWriter problems;

    BearerFilter(ControlServices.Callers callers, ProblemWriter problems) {
        this.callers = callers;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            chain.doFilter(request, response);
            return;
        }
        switch (callers.authenticate(header.substring(BEARER.length()).strip())) {
            case Authenticated(UserPrincipal user) -> problems.forbidden(request, response, null);
            case Authenticated(var principal) -> {
                SecurityContextHolder.getContext()
                        .setAuthentication(new Caller(principal, callers.permissions(principal)));
                chain.doFilter(request, response);
            }
            case Refused refused -> problems.write(response, refused.code(), refused.detail());
        }
    }
}
