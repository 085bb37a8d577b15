package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Principal;
import dev.repartee.identity.Principal.AccountPrincipal;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that carries a valid credential: an API key, an access token or a browser's cookie. */
public final class Caller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Principal principal;

    public Caller(Principal principal) {
        super(List.of());
        this.principal = principal;
        setAuthenticated(true);
    }

    /** In whose name the request is made. */
    public TenantId tenant() {
        return principal.tenant();
    }

    /** Whose credential it is. */
    public Principal principal() {
        return principal;
    }

    /**
     * The person who signed in.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} when it is no person
     */
    public AccountPrincipal account() {
        if (principal instanceof AccountPrincipal account) {
            return account;
        }
        throw new ReparteeException(
                ErrorCode.FORBIDDEN, "only somebody who signed in may do that, no API key");
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return principal;
    }
}
