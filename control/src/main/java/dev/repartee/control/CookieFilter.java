package dev.repartee.control;

import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.SessionCookie;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Logins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads a browser's cookie, unless the request has an {@code Authorization} header. */
final class CookieFilter extends OncePerRequestFilter {

    private final ControlServices.Callers callers;
    private final @Nullable Logins logins;

    CookieFilter(ControlServices.Callers callers, @Nullable AccountServices accounts) {
        this.callers = callers;
        this.logins = accounts == null ? null : accounts.logins();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (logins != null && request.getHeader("Authorization") == null) {
            Optional<Login> login = SessionCookie.of(request).flatMap(logins::byCookie);
            Optional<RoleId> role = login.flatMap(logins::roleOf);
            if (login.isPresent() && role.isPresent()) {
                enter(login.get(), role.get());
            }
        }
        chain.doFilter(request, response);
    }

    private void enter(Login login, RoleId role) {
        AccountPrincipal principal =
                new AccountPrincipal(
                        login.tenant(), login.account(), role, login.id(), login.expiresAt());
        SecurityContextHolder.getContext()
                .setAuthentication(new Caller(principal, callers.permissions(principal)));
    }
}
