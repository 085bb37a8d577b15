package dev.repartee.control.audit;

import dev.repartee.control.Caller;
import dev.repartee.control.ControlServices;
import dev.repartee.control.access.Endpoints;
import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.platform.GlassBreaks;
import dev.repartee.identity.role.Permission;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes down every call that may change something or takes data out, refused ones too, when its
 * answer is known, and of those that read the ones that are signed. Stands around the authorisation
 * and behind what tells who calls.
 *
 * <p>A call that was answered is not taken back when the log can't be written: that is told as an
 * error in the process's own log. What a guest of the tenant looks at is written down before, and
 * not shown if it can't be.
 */
public final class AuditFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<Permission> TAKING_OUT =
            EnumSet.of(Permission.USERS_EXPORT, Permission.DATASETS_EXPORT);

    private final AuditLog log;
    private final Endpoints endpoints;
    private final ControlServices.Callers callers;
    private final Clock clock;

    public AuditFilter(
            AuditLog log, Endpoints endpoints, ControlServices.Callers callers, Clock clock) {
        this.log = log;
        this.endpoints = endpoints;
        this.callers = callers;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The context is cleared on the way out.
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof Caller caller && callers.guest(caller.principal())) {
            log.append(entry(Signature.Signed.byGuest(caller), request, GlassBreaks.LOOKED));
            chain.doFilter(request, response);
        } else {
            watched(authentication, request, response, chain);
        }
    }

    private void watched(
            @Nullable Authentication caller,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            int status = answered ? response.getStatus() : 500;
            Signature.of(request)
                    .or(() -> signedBy(caller, request))
                    .ifPresent(signed -> append(signed, request, status));
        }
    }

    private Optional<Signature.Signed> signedBy(
            @Nullable Authentication caller, HttpServletRequest request) {
        boolean told = !READING.contains(request.getMethod()) || takesOut(request);
        return told && caller instanceof Caller known
                ? Optional.of(Signature.Signed.by(known))
                : Optional.empty();
    }

    private boolean takesOut(HttpServletRequest request) {
        return endpoints.need(request) instanceof Endpoints.Need.Holds(Permission needed)
                && TAKING_OUT.contains(needed);
    }

    private void append(Signature.Signed signed, HttpServletRequest request, int status) {
        try {
            log.append(entry(signed, request, status));
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", signed.tenant())
                    .addKeyValue("action", endpoints.action(request))
                    .setCause(e)
                    .log("what was done could not be written to the audit log");
        }
    }

    private AuditEntry entry(Signature.Signed signed, HttpServletRequest request, int status) {
        return new AuditEntry(
                signed.tenant(),
                clock.instant(),
                signed.actor(),
                endpoints.action(request),
                request.getRequestURI(),
                origin(request),
                status);
    }

    /** The gateway is the only way in, and says who came to it. */
    public static String origin(HttpServletRequest request) {
        String told = request.getHeader("X-Forwarded-For");
        return told == null ? request.getRemoteAddr() : told;
    }
}
