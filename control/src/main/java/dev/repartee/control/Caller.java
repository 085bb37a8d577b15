package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Principal;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.role.Granted;
import dev.repartee.identity.role.Permission;
import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that carries a valid credential: an API key, an access token or a browser's cookie. */
public final class Caller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Granted granted;

    /**
     * @param permissions what the principal may do now
     */
    public Caller(Principal principal, Set<Permission> permissions) {
        super(List.of());
        this.granted = new Granted(principal, permissions);
        setAuthenticated(true);
    }

    /** In whose name the request is made. */
    public TenantId tenant() {
        return granted.tenant();
    }

    /** Whose credential it is. */
    public Principal principal() {
        return granted.principal();
    }

    /**
     * The person who signed in.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} when it is no person
     */
    public AccountPrincipal account() {
        if (granted.principal() instanceof AccountPrincipal account) {
            return account;
        }
        throw new ReparteeException(
                ErrorCode.FORBIDDEN, "only somebody who signed in may do that, no API key");
    }

    /** Whether they may. */
    public boolean may(Permission permission) {
        return granted.may(permission);
    }

    /** Whether they may all of it; who gives a role away must have what is in it. */
    public boolean mayAll(Set<Permission> permissions) {
        return granted.permissions().containsAll(permissions);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return granted.principal();
    }
}
