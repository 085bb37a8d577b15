package dev.repartee.control.session;

import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.account.Account;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param account the person's id
 * @param email their address
 * @param name what people call them
 * @param tenant the business that they work in now
 * @param role what they may do there
 * @param login names this device in the list of sessions
 * @param csrfToken for {@code X-CSRF-Token}; only for a browser with a cookie
 */
record WhoView(
        String account,
        String email,
        String name,
        String tenant,
        String role,
        String login,
        @Nullable String csrfToken) {

    static WhoView of(AccountPrincipal principal, Account account, @Nullable String csrfToken) {
        return new WhoView(
                account.id().value(),
                account.email().value(),
                account.name(),
                principal.tenant().value(),
                principal.role().value(),
                principal.login().value(),
                csrfToken);
    }
}
