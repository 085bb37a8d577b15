package dev.repartee.control.origin;

import dev.repartee.contract.ErrorCode;
import dev.repartee.control.Caller;
import dev.repartee.control.ProblemWriter;
import dev.repartee.identity.origin.OriginRules;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a web page whose origin the tenant does not allow whose credential it shows. Stands
 * behind what tells who calls.
 */
public final class OriginFilter extends OncePerRequestFilter {

    private final @Nullable OriginRules rules;
    private final ProblemWriter problems;

    /**
     * @param rules null where there is no rule about web pages
     */
    public OriginFilter(@Nullable OriginRules rules, ProblemWriter problems) {
        this.rules = rules;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (rules != null
                && SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                && !rules.allows(caller.tenant(), request.getHeader("Origin"), called(request))) {
            problems.write(
                    response,
                    ErrorCode.FORBIDDEN,
                    "web pages of this origin may not call with this tenant's credentials");
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The gateway is the only way in, and says what the browser called. */
    private static @Nullable String called(HttpServletRequest request) {
        String told = request.getHeader("X-Forwarded-Host");
        return told == null ? request.getHeader("Host") : told;
    }
}
